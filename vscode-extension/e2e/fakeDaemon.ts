import { mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { TaskList, TaskSummary } from '../../clients/typescript/src/protocol.js';

/** What a thing on the daemon's socket does that is not today's daemon. */
export type Manner =
  /** Says another version, and otherwise answers with nothing in it. */
  | { readonly kind: 'version'; readonly version: string }
  /** Is as ours, and knows this many tasks. */
  | { readonly kind: 'tasks'; readonly count: number }
  /** Says in its first line that it will not. */
  | { readonly kind: 'refuses'; readonly reason: string }
  /** Says what no daemon says. */
  | { readonly kind: 'rubbish' }
  /** Greets, and answers requests with frames that are no messages. */
  | { readonly kind: 'broken-frames' }
  /** Takes the connection and says nothing. */
  | { readonly kind: 'silent' };

/** Listens where the daemon of a home would. */
export class FakeDaemon {
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static listen(home: string, manner: Manner): Promise<FakeDaemon> {
    const run = join(home, 'run');
    mkdirSync(run, { recursive: true, mode: 0o700 });
    rmSync(join(run, 'daemon.sock'), { force: true });
    const server = createServer();
    const fake = new FakeDaemon(server);
    server.on('connection', (socket) => {
      fake.sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => fake.sockets.delete(socket));
      behave(socket, manner);
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(join(run, 'daemon.sock'), () => {
        resolve(fake);
      });
    });
  }

  /** Ends it with all its connections, and its socket. */
  close(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }
}

function behave(socket: Socket, manner: Manner): void {
  switch (manner.kind) {
    case 'silent':
      socket.resume();
      return;
    case 'rubbish':
      socket.end(
        Buffer.from([0xff, 0xfe, 0x00, 0x0a, ...Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')]),
      );
      return;
    case 'refuses':
      socket.end(`tercet/1 error 0.0.1 ${encodeURIComponent(manner.reason)} -\n`);
      return;
    case 'broken-frames':
      serve(socket, '0.1.0', (id) => Buffer.from(`Content-Length: banana\r\n\r\n{"id":${id}`));
      return;
    case 'version':
      serve(socket, manner.version, (id, method) =>
        frame({ id, ...answer(method, manner.version, []) }),
      );
      return;
    case 'tasks': {
      const tasks = Array.from({ length: manner.count }, (_, at) => task(at));
      serve(socket, '0.1.0', (id, method) => frame({ id, ...answer(method, '0.1.0', tasks) }));
      return;
    }
  }
}

/** Greets, then answers every request. */
function serve(
  socket: Socket,
  version: string,
  answerTo: (id: number, method: string) => Buffer,
): void {
  let greeted = false;
  let waiting = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    if (!greeted) {
      const end = waiting.indexOf('\n');
      if (end < 0) {
        return;
      }
      greeted = true;
      waiting = waiting.subarray(end + 1);
      socket.write(`tercet/1 task ${version} / -\n`);
    }
    for (;;) {
      const header = /^Content-Length: (\d+)\r\n(?:[^\r]*\r\n)*?\r\n/.exec(
        waiting.toString('latin1'),
      );
      const length = Number(header?.[1]);
      if (header === null || waiting.length < header[0].length + length) {
        return;
      }
      const body = waiting.subarray(header[0].length, header[0].length + length).toString();
      waiting = waiting.subarray(header[0].length + length);
      const { id, method } = JSON.parse(body) as { id?: number; method: string };
      if (id !== undefined) {
        socket.write(answerTo(id, method));
      }
    }
  });
}

function answer(method: string, version: string, tasks: readonly TaskSummary[]): object {
  switch (method) {
    case 'tercet/inbox/subscribe':
      return { result: { position: 0 } };
    case 'tercet/server/status':
      return {
        result: {
          version,
          pid: process.pid,
          home: '/',
          startedAt: new Date(0).toISOString(),
          tasks: 0,
          running: 0,
        },
      };
    case 'tercet/task/list':
      return { result: { tasks, position: 0 } satisfies TaskList };
    case 'tercet/decision/list':
    case 'tercet/inbox/list':
      return { result: { decisions: [], position: 0 } };
    default:
      return { error: { code: -32601, message: `there is no ${method} in version ${version}` } };
  }
}

const STATES = ['building', 'reviewing', 'planning', 'merged', 'paused'] as const;

function task(at: number): TaskSummary {
  const state = STATES[at % STATES.length] ?? 'queued';
  const when = new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString();
  return {
    id: `ticket-${at}-abcd`,
    revision: at + 1,
    title: `Ticket number ${at}`,
    repository: '/home/ann/shop',
    repositoryName: 'shop',
    target: 'main',
    state: { kind: state, text: state === 'building' ? 'building 3/5' : state },
    itemsDone: 3,
    items: 5,
    decisions: 0,
    usage: { input: 1200, output: 300, cost: 0.42 },
    overlaps: [],
    createdAt: when,
    updatedAt: when,
    step: 'Build',
  };
}

function frame(message: object): Buffer {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
}
