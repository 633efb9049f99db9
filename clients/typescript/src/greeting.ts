import { createConnection, type Socket } from 'node:net';

/** What is spoken behind the first line of a connection. */
export type Speech = 'task' | 'lsp' | 'mcp';

/** Who calls a daemon, and for what. */
export interface Greeting {
  readonly speech: Speech;
  /** The folder that the user works in, absolute. */
  readonly folder: string;
  /** The caller's name, for receipts. */
  readonly program?: string | undefined;
}

/** A connection on which both sides have said who they are. */
export interface Greeted {
  /** Paused: nothing behind the greeting is read before it is resumed. */
  readonly socket: Socket;
  /** The daemon's version. */
  readonly version: string;
  /** What came behind the daemon's first line. */
  readonly rest: Buffer;
}

/** This client's version. */
export const VERSION = '0.1.0';
const MOST_LINE = 8192;
const PATIENCE = 20_000;

/** Connects to a daemon's socket and exchanges the first lines. */
export async function greet(path: string, greeting: Greeting): Promise<Greeted> {
  const socket = await connected(path);
  try {
    const { speech, folder, program } = greeting;
    const words = [speech, VERSION, percent(folder), '-'];
    if (program !== undefined) {
      words.push(percent(program));
    }
    socket.write(`tercet/1 ${words.join(' ')}\n`);
    const { line, rest } = await firstLine(socket);
    return { socket, version: greeted(line, speech), rest };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

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
function greeted(line: string, speech: Speech): string {
  const [protocol, what, version, text] = line.split(' ');
  if (protocol !== 'tercet/1' || version === undefined || text === undefined) {
    throw new Error(`not a daemon of Tercet, or one of another age: "${line.slice(0, 80)}"`);
  }
  if (what !== speech) {
    throw new Error(`the daemon refuses: ${unpercent(text)}`);
  }
  return unpercent(version);
}

/** Reads up to the first newline; what came behind it belongs to the first messages. */
function firstLine(socket: Socket): Promise<{ line: string; rest: Buffer }> {
  return new Promise((resolve, reject) => {
    let all = Buffer.alloc(0);
    const patience = setTimeout(
      () => failed(new Error(`the daemon did not greet within ${PATIENCE / 1000} seconds`)),
      PATIENCE,
    );
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
      clearTimeout(patience);
      socket.off('data', data);
      socket.off('error', failed);
      socket.off('close', closed);
    };
    socket.on('data', data);
    socket.on('error', failed);
    socket.on('close', closed);
  });
}
