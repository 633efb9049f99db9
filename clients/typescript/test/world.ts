import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, inbox, notifications, server, type ClientOptions } from '../src/index.js';

/** The command that is tested, such as dist/bin/tercet. */
const TERCET = process.env['TERCET'] ?? 'tercet';

/** A home, a repository and a script for its agents, in a folder with a short name. */
export class World {
  readonly root = realpathSync(mkdtempSync('/tmp/tts-'));
  readonly repository = join(this.root, 'repo');
  readonly environment = {
    PATH: process.env['PATH'],
    HOME: join(this.root, 'user'),
    SHELL: '/bin/sh',
    TERCET_HOME: join(this.root, 'home'),
    GIT_CONFIG_GLOBAL: join(this.root, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
  };
  private readonly clients: Client[] = [];

  constructor() {
    mkdirSync(join(this.root, 'user'));
    mkdirSync(this.repository);
    this.write('gitconfig', '[user]\n  name = Ann Example\n  email = ann@example.com\n');
    this.git('init', '-q', '-b', 'main');
    this.write('repo/README.md', 'A sample\n');
    this.git('add', '-A');
    this.git('commit', '-q', '-m', 'Start');
  }

  client(options: Partial<ClientOptions> = {}): Client {
    const client = new Client({
      folder: this.repository,
      home: this.environment.TERCET_HOME,
      start: [TERCET, 'daemon', 'start'],
      environment: this.environment,
      ...options,
    });
    this.clients.push(client);
    return client;
  }

  write(path: string, text: string): string {
    const file = join(this.root, path);
    writeFileSync(file, text);
    return file;
  }

  git(...words: string[]): string {
    return execFileSync('git', words, {
      cwd: this.repository,
      env: this.environment,
      encoding: 'utf8',
    }).trim();
  }

  /** Ends the daemon and waits until it is gone. */
  async stopDaemon(): Promise<void> {
    const client = this.client({ start: false });
    const gone = new Promise<void>((resolve) => {
      client.onState((state) => state === 'connecting' && resolve());
    });
    await client.request(inbox.unsubscribe, {});
    await client.request(server.stop, {});
    await gone;
    client.close();
  }

  async close(): Promise<void> {
    await this.stopDaemon();
    this.clients.forEach((client) => client.close());
    rmSync(this.root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Waits until a look at the world satisfies, looking again whenever something changed. */
export async function until<T>(
  client: Client,
  look: () => Promise<T>,
  satisfies: (seen: T) => boolean,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(
      () => end(() => reject(new Error('it does not come to that'))),
      60_000,
    );
    const end = (how: () => void) => {
      clearTimeout(deadline);
      stop();
      how();
    };
    const again = () => {
      look().then(
        (seen) => satisfies(seen) && end(() => resolve(seen)),
        (error: unknown) =>
          end(() => reject(error instanceof Error ? error : new Error(String(error)))),
      );
    };
    const stop = client.on(notifications.taskChanged, again);
    again();
  });
}
