import { createConnection, type Socket } from 'node:net';
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

  /** Connects to a socket and greets, as docs/protocol/README.md describes it. */
  static async open(path: string, folder: string, events: ConnectionEvents): Promise<Connection> {
    const socket = await connected(path);
    try {
      socket.write(`tercet/1 task ${VERSION} ${percent(folder)} -\n`);
      const { line, rest } = await firstLine(socket);
      const connection = new Connection(socket, events, greeted(line));
      socket.on('data', (chunk: Buffer) => connection.received(chunk));
      socket.on('error', (error) => connection.end(error));
      socket.on('close', () => connection.end(new Error('the daemon closed the connection')));
      connection.received(rest);
      socket.resume();
      return connection;
    } catch (error) {
      socket.destroy();
      throw error;
    }
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

const VERSION = '0.1.0';
const MOST_LINE = 8192;

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

/** Text as one word: what is not plain becomes a percent sign and two digits; nothing is a dash. */
function percent(text: string): string {
  if (text === '') {
    return '-';
  }
  if (text === '-') {
    return '%2D';
  }
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return byte < 128 && /[A-Za-z0-9\-/._~:+@,=\\]/.test(char)
        ? char
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function unpercent(word: string): string {
  return word === '-' ? '' : decodeURIComponent(word);
}

/** The version in a greeting; a refusal is thrown. */
function greeted(line: string): string {
  const [protocol, what, version, text] = line.split(' ');
  if (protocol !== 'tercet/1' || version === undefined || text === undefined) {
    throw new Error(`not a daemon of Tercet, or one of another age: "${line.slice(0, 80)}"`);
  }
  if (what !== 'task') {
    throw new Error(`the daemon refuses: ${unpercent(text)}`);
  }
  return unpercent(version);
}

/** Reads up to the first newline; what came behind it belongs to the first messages. */
function firstLine(socket: Socket): Promise<{ line: string; rest: Buffer }> {
  return new Promise((resolve, reject) => {
    let all = Buffer.alloc(0);
    const failed = (error: Error) => {
      stop();
      reject(error);
    };
    const closed = () => failed(new Error('the daemon closed the connection before its greeting'));
    const data = (chunk: Buffer) => {
      all = Buffer.concat([all, chunk]);
      const end = all.indexOf('\n');
      if (end >= 0) {
        stop();
        socket.pause();
        resolve({ line: all.toString('utf8', 0, end), rest: all.subarray(end + 1) });
      } else if (all.length > MOST_LINE) {
        failed(new Error(`the daemon's greeting is longer than ${MOST_LINE} bytes`));
      }
    };
    const stop = () => {
      socket.off('data', data);
      socket.off('error', failed);
      socket.off('close', closed);
    };
    socket.on('data', data);
    socket.on('error', failed);
    socket.on('close', closed);
  });
}
