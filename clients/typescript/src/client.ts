import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Connection, ConnectionLost, RequestError } from './connection.js';
import { isStopped, socketPath, tercetHome } from './home.js';
import {
  inbox,
  notifications,
  run,
  type FollowLost,
  type NotificationType,
  type RequestType,
  type RunOutput,
  type SubscriptionLost,
  type TaskChanged,
} from './protocol.js';

/** How a client finds its daemon. */
export interface ClientOptions {
  /** The folder that the user works in, absolute. */
  readonly folder: string;
  /** Where the daemon keeps what it knows; by default as `tercet` itself finds it. */
  readonly home?: string;
  /** The words that start the daemon where none runs; `false` only ever connects. */
  readonly start?: readonly string[] | false;
  /** What starts it gets this environment; by default this process's own. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The program's name, which receipts of its decisions bear. */
  readonly program?: string;
}

/** Somebody stopped the daemon while this client was connected: it is not for the client to start it. */
export class DaemonStopped extends Error {
  override readonly name = 'DaemonStopped';

  constructor() {
    super('the daemon was stopped; `tercet daemon start` starts it again');
  }
}

/** Whether there is a daemon to talk to. */
export type ClientState = 'connecting' | 'connected' | 'closed';

type Listener<T> = (value: T) => void;

/** Ends what the call that returned it began. */
export type Stop = () => void;

const START = ['tercet', 'daemon', 'start'];
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5000;

/**
 * A client that stays connected: it starts the daemon where none runs, connects again when the
 * connection is lost, and takes subscriptions up where they stopped, so that nothing is missed. A
 * daemon that somebody stopped meanwhile it only waits for.
 */
export class Client {
  private readonly home: string;
  private readonly listeners = new Map<string, Set<Listener<never>>>();
  private readonly states = new Set<Listener<ClientState>>();
  private readonly resets = new Set<Listener<void>>();
  private readonly followed = new Map<string, Followed>();
  private connection: Promise<Connection> | undefined;
  private current: ClientState = 'connecting';
  private wasConnected = false;
  private watching = false;
  /** Position of the last change that was told; undefined before the first subscription. */
  private position: number | undefined;

  constructor(private readonly options: ClientOptions) {
    this.home = options.home ?? tercetHome(options.environment);
  }

  get state(): ClientState {
    return this.current;
  }

  /** Sends a request, over a new connection where there is none. */
  async request<P, R>(type: RequestType<P, R>, params: P): Promise<R> {
    return (await this.connected()).request(type, params);
  }

  /**
   * Sends a command with an idempotency key, and once more where the connection is lost before the
   * answer: it is done once, whatever happens.
   */
  async command<P extends { readonly key?: string }, R>(
    type: RequestType<P, R>,
    params: P,
  ): Promise<R> {
    const keyed = { ...params, key: params.key ?? randomUUID() };
    try {
      return await this.request(type, keyed);
    } catch (error) {
      if (error instanceof ConnectionLost && this.current !== 'closed') {
        return this.request(type, keyed);
      }
      throw error;
    }
  }

  /** Hears every notification of a kind. */
  on<P>(type: NotificationType<P>, listener: Listener<P>): Stop {
    const known = this.listeners.get(type.method) ?? new Set<Listener<never>>();
    this.listeners.set(type.method, known.add(listener));
    return () => known.delete(listener);
  }

  onState(listener: Listener<ClientState>): Stop {
    this.states.add(listener);
    return () => this.states.delete(listener);
  }

  /** Hears that what was known is worth nothing any more and has to be listed again. */
  onReset(listener: Listener<void>): Stop {
    this.resets.add(listener);
    return () => this.resets.delete(listener);
  }

  /** Asks to be told of changes, now and after every reconnection. Subscribe first, then list. */
  async subscribe(): Promise<void> {
    // A connection that is made now takes up what is watched, which this is by then.
    const isOpen = this.connection !== undefined;
    this.watching = true;
    const connection = await this.connected();
    if (isOpen) {
      await this.resubscribe(connection);
    }
  }

  /**
   * Hands over a run's transcript from an entry on, each entry once and in order, until it has
   * ended.
   */
  async follow(id: string, from: number, listener: Listener<RunOutput>): Promise<Stop> {
    const followed = new Followed(from, listener);
    this.followed.set(id, followed);
    await this.refollow(await this.connected(), id, followed);
    return () => {
      if (this.followed.get(id) === followed) {
        this.followed.delete(id);
        this.request(run.unfollow, { run: id }).catch(() => undefined);
      }
    };
  }

  /** Ends the connection for good. */
  close(): void {
    this.become('closed');
    const connection = this.connection;
    this.connection = undefined;
    connection?.then((open) => open.close()).catch(() => undefined);
  }

  private connected(): Promise<Connection> {
    if (this.current === 'closed') {
      return Promise.reject(new ConnectionLost('the client is closed'));
    }
    if (this.connection === undefined) {
      const connecting = this.open();
      this.connection = connecting;
      connecting.catch(() => {
        if (this.connection === connecting) {
          this.connection = undefined;
        }
      });
    }
    return this.connection;
  }

  private async open(): Promise<Connection> {
    const connection = await this.reach();
    this.wasConnected = true;
    this.become('connected');
    await this.resume(connection);
    return connection;
  }

  private async reach(): Promise<Connection> {
    let answered: unknown;
    try {
      return await this.attempt();
    } catch (error) {
      if (this.options.start === false) {
        throw error;
      }
      answered = error;
    }
    if (this.wasConnected && (await isStopped(this.home))) {
      throw new DaemonStopped();
    }
    try {
      await startDaemon(this.options.start ?? START, {
        ...(this.options.environment ?? process.env),
        TERCET_HOME: this.home,
      });
    } catch (error) {
      // What is there and answers wrongly says more than that no other could be started beside it.
      throw isNobody(answered) ? error : answered;
    }
    return this.attempt();
  }

  private async attempt(): Promise<Connection> {
    const path = await socketPath(this.home);
    return Connection.open(
      path,
      this.options.folder,
      {
        notification: (method, params) => this.heard(method, params),
        closed: () => this.lost(),
      },
      this.options.program,
    );
  }

  /** Takes up what was under way on the connection before. */
  private async resume(connection: Connection): Promise<void> {
    if (this.watching) {
      await this.resubscribe(connection);
    }
    for (const [id, followed] of this.followed) {
      await this.refollow(connection, id, followed);
    }
  }

  private async resubscribe(connection: Connection): Promise<void> {
    const from = this.position;
    try {
      const known = from === undefined ? {} : { from };
      this.position = (await connection.request(inbox.subscribe, known)).position;
    } catch (error) {
      if (!(error instanceof RequestError) || error.refused?.reason !== 'unknown-position') {
        throw error;
      }
      this.position = (await connection.request(inbox.subscribe, {})).position;
      this.resets.forEach((listener) => listener());
    }
  }

  private async refollow(connection: Connection, id: string, followed: Followed): Promise<void> {
    followed.hold();
    const first = await connection.request(run.follow, { run: id, from: followed.next });
    for (const output of [first, ...followed.release()]) {
      this.tell(id, followed, output);
    }
  }

  private tell(id: string, followed: Followed, output: RunOutput): void {
    followed.take(output);
    if (output.ended) {
      this.followed.delete(id);
    }
  }

  private lost(): void {
    this.connection = undefined;
    if (this.current !== 'closed') {
      this.become('connecting');
      if (this.watching || this.followed.size > 0) {
        this.retry(FIRST_PAUSE);
      }
    }
  }

  private retry(pause: number): void {
    setTimeout(() => {
      if (this.current === 'connecting') {
        this.connected().catch(() => this.retry(Math.min(LONGEST_PAUSE, pause * 2)));
      }
    }, pause).unref();
  }

  private become(state: ClientState): void {
    if (this.current !== state) {
      this.current = state;
      this.states.forEach((listener) => listener(state));
    }
  }

  private heard(method: string, params: unknown): void {
    switch (method) {
      case notifications.taskChanged.method: {
        const { position } = params as TaskChanged;
        this.position = Math.max(this.position ?? 0, position);
        break;
      }
      case notifications.inboxLost.method:
        this.position = (params as SubscriptionLost).position;
        this.again((connection) => this.resubscribe(connection));
        break;
      case notifications.runLost.method: {
        const { run: id } = params as FollowLost;
        const followed = this.followed.get(id);
        if (followed !== undefined) {
          this.again((connection) => this.refollow(connection, id, followed));
        }
        break;
      }
      case notifications.runOutput.method: {
        const output = params as RunOutput;
        const followed = this.followed.get(output.run);
        if (followed?.keep(output) === false) {
          this.tell(output.run, followed, output);
        }
        break;
      }
    }
    for (const listener of this.listeners.get(method) ?? []) {
      (listener as Listener<unknown>)(params);
    }
  }

  /** A connection that breaks meanwhile is taken up as every other. */
  private again(work: (connection: Connection) => Promise<void>): void {
    this.connected()
      .then(work)
      .catch(() => undefined);
  }
}

/** A run that is followed: entries may come twice, are handed on once. */
class Followed {
  /** What came before the answer that it goes on from; undefined once that is there. */
  private early: RunOutput[] | undefined;

  constructor(
    public next: number,
    private readonly listener: Listener<RunOutput>,
  ) {}

  hold(): void {
    this.early = [];
  }

  /** Keeps what comes too early; whether it did. */
  keep(output: RunOutput): boolean {
    this.early?.push(output);
    return this.early !== undefined;
  }

  release(): RunOutput[] {
    const early = this.early ?? [];
    this.early = undefined;
    return early;
  }

  take(output: RunOutput): void {
    const lines = output.lines.slice(Math.max(0, this.next - output.from));
    if (lines.length > 0 || output.ended) {
      const from = output.next - lines.length;
      this.next = Math.max(this.next, output.next);
      this.listener({ ...output, from, lines });
    }
  }
}

/** Whether an attempt to connect found no one at the socket. */
function isNobody(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ECONNREFUSED';
}

function startDaemon(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const [program = '', ...rest] = words;
    const child = spawn(program, rest, {
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on(
      'data',
      (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-4096)),
    );
    child.on('error', (error) => {
      reject(new Error(`the daemon cannot be started with ${words.join(' ')}: ${error.message}`));
    });
    child.on('close', (code) => {
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`${words.join(' ')} ended with ${code ?? 'a signal'}: ${said.trim()}`));
      }
    });
  });
}
