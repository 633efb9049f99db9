import type { Socket } from 'node:net';
import { greet } from './greeting.js';
import { errorCodes, type Refused, type RequestType } from './protocol.js';
import { frame, FrameReader } from './framing.js';

/** A request that the daemon did not do. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly method: string,
    readonly code: number,
    message: string,
    /** Why, for the errors of this protocol. */
    readonly refused: Refused | undefined,
  ) {
    super(message);
  }

  /** Whether it is this error, as in `is('stale')`. */
  is(name: keyof typeof errorCodes): boolean {
    return this.code === errorCodes[name];
  }
}

/** The connection ended before the answer came; whether the request was done is not known. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** What a connection tells its owner. Each is called at most once at a time, in order. */
export interface ConnectionEvents {
  notification(method: string, params: unknown): void;
  closed(reason: Error): void;
}

interface Waiting {
  readonly method: string;
  resolve(result: unknown): void;
  reject(reason: Error): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: Refused };
}

/** One connection to a daemon, from the greeting to the end. */
export class Connection {
  private readonly waiting = new Map<number, Waiting>();
  private readonly reader = new FrameReader();
  private nextId = 1;
  private ended = false;

  private constructor(
    private readonly socket: Socket,
    private readonly events: ConnectionEvents,
    /** The daemon's version. */
    readonly version: string,
  ) {}

  /**
   * Connects to a socket and greets, as docs/protocol/README.md describes it.
   *
   * @param program the caller's name, for receipts
   */
  static async open(
    path: string,
    folder: string,
    events: ConnectionEvents,
    program?: string,
  ): Promise<Connection> {
    const { socket, version, rest } = await greet(path, { speech: 'task', folder, program });
    const connection = new Connection(socket, events, version);
    socket.on('data', (chunk: Buffer) => connection.received(chunk));
    socket.on('error', (error) => connection.end(error));
    socket.on('close', () => connection.end(new Error('the daemon closed the connection')));
    connection.received(rest);
    socket.resume();
    return connection;
  }

  /** Sends a request; rejected with {@link RequestError} or {@link ConnectionLost}. */
  request<P, R>(type: RequestType<P, R>, params: P): Promise<R> {
    if (this.ended) {
      return Promise.reject(new ConnectionLost(`not connected any more: ${type.method}`));
    }
    const id = this.nextId++;
    return new Promise<R>((resolve, reject) => {
      this.waiting.set(id, {
        method: type.method,
        resolve: (result) => resolve(result as R),
        reject,
      });
      this.socket.write(frame({ jsonrpc: '2.0', id, method: type.method, params }));
    });
  }

  close(): void {
    this.end(new Error('closed by this side'));
  }

  private received(chunk: Buffer): void {
    try {
      for (const text of this.reader.push(chunk)) {
        this.message(JSON.parse(text) as Message);
      }
    } catch (error) {
      this.end(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private message(message: Message): void {
    if (message.method !== undefined) {
      this.events.notification(message.method, message.params);
      return;
    }
    const waiting = this.waiting.get(message.id ?? -1);
    if (waiting === undefined) {
      return;
    }
    this.waiting.delete(message.id ?? -1);
    if (message.error === undefined) {
      waiting.resolve(message.result);
    } else {
      const { code, message: text, data } = message.error;
      waiting.reject(new RequestError(waiting.method, code, text, data));
    }
  }

  private end(reason: Error): void {
    if (this.ended) {
      return;
    }
    this.ended = true;
    this.socket.destroy();
    for (const waiting of this.waiting.values()) {
      waiting.reject(new ConnectionLost(`${waiting.method}: ${reason.message}`));
    }
    this.waiting.clear();
    this.events.closed(reason);
  }
}
