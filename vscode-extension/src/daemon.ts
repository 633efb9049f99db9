import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { Client, type ClientOptions, type Stop } from '../../clients/typescript/src/client';
import {
  server,
  type NotificationType,
  type RequestType,
  type RunOutput,
} from '../../clients/typescript/src/protocol';
import { workingFolder } from './folders';
import { stateAfter, type DaemonState } from './daemonState';

/** How long a window waits before it says that the daemon is slow. */
const SLOW = 4000;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/**
 * This window's connection to the user's daemon. It outlives the client behind it: when the setting
 * or the workspace's trust changes, listeners stay and hear the next one.
 */
export class Daemon implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<DaemonState>();
  private readonly connected = new vscode.EventEmitter<void>();
  private readonly resets = new vscode.EventEmitter<void>();
  private readonly listeners = new Set<(client: Client) => Stop>();
  private readonly heard = new Map<(client: Client) => Stop, Stop>();
  private client: Client;
  private current: DaemonState = { kind: 'connecting' };
  private retry: NodeJS.Timeout | undefined;
  private pause = FIRST_PAUSE;
  /** How many attempts there were; only what the last one finds counts. */
  private attempts = 0;
  private attempting = false;
  private disposed = false;

  /** Hears every change of {@link state}. */
  readonly onDidChangeState = this.changed.event;
  /** There is a new connection: what was told meanwhile has to be listed. */
  readonly onDidConnect = this.connected.event;
  /** What was known is worth nothing any more: the journal is another one. */
  readonly onDidReset = this.resets.event;

  constructor(private readonly context: vscode.ExtensionContext) {
    this.client = this.open();
  }

  get state(): DaemonState {
    return this.current;
  }

  /** This extension's version. */
  get ownVersion(): string {
    return (this.context.extension.packageJSON as { readonly version: string }).version;
  }

  /** The program that is `tercet` for this window. */
  get program(): string {
    return program(this.context);
  }

  request<P, R>(type: RequestType<P, R>, params: P): Promise<R> {
    return this.client.request(type, params);
  }

  /** Sends what changes something; done once, whatever becomes of the connection. */
  command<P extends { readonly key?: string }, R>(type: RequestType<P, R>, params: P): Promise<R> {
    return this.client.command(type, params);
  }

  on<P>(type: NotificationType<P>, listener: (value: P) => void): vscode.Disposable {
    const listen = (client: Client) => client.on(type, listener);
    this.listeners.add(listen);
    this.heard.set(listen, listen(this.client));
    return new vscode.Disposable(() => {
      this.heard.get(listen)?.();
      this.heard.delete(listen);
      this.listeners.delete(listen);
    });
  }

  /** Hands over a run's transcript from an entry on, each entry once and in order. */
  follow(run: string, from: number, listener: (output: RunOutput) => void): Promise<Stop> {
    return this.client.follow(run, from, listener);
  }

  /** Connects for the first time, or now instead of after the pause. */
  connect(): void {
    clearTimeout(this.retry);
    if (this.current.kind !== 'connected') {
      this.become({ kind: 'connecting' });
    }
    void this.attempt(this.client);
  }

  /** Begins anew with a client that knows the settings of now. */
  reopen(): void {
    this.pause = FIRST_PAUSE;
    this.close();
    this.client = this.open();
    this.become({ kind: 'connecting' });
    this.connect();
  }

  dispose(): void {
    this.disposed = true;
    this.close();
    this.changed.dispose();
    this.connected.dispose();
    this.resets.dispose();
  }

  private open(): Client {
    const client = new Client(this.options());
    client.onState((state) => {
      if (client !== this.client) {
        return;
      }
      if (state === 'connecting' && this.current.kind === 'connected') {
        this.become({ kind: 'lost' });
        this.again(client, FIRST_PAUSE);
      } else if (state === 'connected' && !this.attempting) {
        // The client was quicker than the next attempt.
        this.again(client, 0);
      }
    });
    client.onReset(() => this.resets.fire());
    for (const listen of this.listeners) {
      this.heard.set(listen, listen(client));
    }
    return client;
  }

  private close(): void {
    clearTimeout(this.retry);
    this.heard.clear();
    this.client.close();
  }

  private options(): ClientOptions {
    const start = vscode.workspace.isTrusted ? [this.program, 'daemon', 'start'] : false;
    return { folder: workingFolder(), start, program: 'vscode' };
  }

  private again(client: Client, pause: number): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.attempt(client), pause);
  }

  private async attempt(client: Client): Promise<void> {
    const number = ++this.attempts;
    this.attempting = true;
    const slow = setTimeout(() => {
      if (number === this.attempts && this.current.kind !== 'connected') {
        this.become({ kind: 'slow' });
      }
    }, SLOW);
    try {
      const [, status] = await Promise.all([client.subscribe(), client.request(server.status, {})]);
      if (number === this.attempts && !this.disposed) {
        this.pause = FIRST_PAUSE;
        const draining = status.draining === true;
        this.become({ kind: 'connected', version: status.version, draining });
        this.connected.fire();
      }
    } catch (error) {
      if (number === this.attempts && !this.disposed) {
        this.become(stateAfter(error, this.program, vscode.workspace.isTrusted));
        this.again(client, this.pause);
        this.pause = Math.min(LONGEST_PAUSE, this.pause * 2);
      }
    } finally {
      clearTimeout(slow);
      this.attempting &&= number !== this.attempts;
    }
  }

  private become(state: DaemonState): void {
    if (!this.disposed && JSON.stringify(state) !== JSON.stringify(this.current)) {
      this.current = state;
      this.changed.fire(state);
    }
  }
}

/** `tercet` as the setting names it, as this extension brings it, or as the PATH has it. */
function program(context: vscode.ExtensionContext): string {
  const named = vscode.workspace.getConfiguration('tercet').get<string>('path', '').trim();
  if (named !== '') {
    return named.startsWith('~/') ? path.join(homedir(), named.slice(2)) : named;
  }
  const brought = context.asAbsolutePath(path.join('server', 'bin', 'tercet'));
  return existsSync(brought) ? brought : 'tercet';
}
