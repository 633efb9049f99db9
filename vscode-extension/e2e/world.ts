import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client, server } from '../../clients/typescript/src/index.js';
import { until } from './await.js';
import { place } from './place.js';

const run = promisify(execFile);

/** The sample's own tests take a compiler and seconds; what is tested here is what a person sees of them. */
const VERIFY = 'grep -q class src/billing/Api.java';

/** A spec that was sent back is another one the next time. */
const SECOND_PLAN = `
on plan task=search-date attempt=2+
  edit {artifacts}/spec.md "- \`text\` stays required." "- \`text\` stays required: without one the answer is 400, as today."
  usage input=1200 output=80 cost=0.01
  say Scripted planner: it says what happens without a text.
`;

/** A home of Tercet, a repository and the scripts of its agents, in a folder with a short name. */
export class World {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'tv-')));
  readonly home = join(this.root, 'home');
  readonly environment: Readonly<Record<string, string | undefined>> = {
    PATH: process.env['PATH'],
    HOME: join(this.root, 'user'),
    LANG: 'C.UTF-8',
    SHELL: '/bin/sh',
    TMPDIR: process.env['TMPDIR'],
    JAVA_HOME: process.env['JAVA_HOME'],
    TERCET_HOME: this.home,
    GIT_CONFIG_GLOBAL: join(this.root, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
  };
  private readonly clients: Client[] = [];

  constructor() {
    mkdirSync(join(this.root, 'user'));
    mkdirSync(this.home, { mode: 0o700 });
    this.write('gitconfig', '[user]\n  name = Ann Example\n  email = ann@example.com\n');
  }

  /** The demo's small service, and agents that play the demo's script. */
  sample(): string {
    const repository = join(this.root, 'billing');
    cpSync(join(place.demo, 'sample'), repository, { recursive: true });
    cpSync(join(place.demo, 'tickets.md'), join(repository, 'tickets.md'));
    const script = readFileSync(join(place.demo, 'demo.script'), 'utf8');
    this.agents(this.write('demo.script', `${SECOND_PLAN}\n${script}`));
    return this.committed(repository);
  }

  /** A repository of a few files. */
  repository(name: string, files: Readonly<Record<string, string | Buffer>>): string {
    const repository = join(this.root, name);
    mkdirSync(repository);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(repository, path)), { recursive: true });
      writeFileSync(join(repository, path), content);
    }
    return this.committed(repository);
  }

  /** Every preset plays this script. */
  agents(script: string): void {
    const settings = readFileSync(join(place.demo, 'settings.json'), 'utf8')
      .replaceAll('{script}', script)
      .replace(/"verify": ".*",/, `"verify": ${JSON.stringify(VERIFY)},`);
    this.write('home/settings.json', settings);
  }

  /** A client of the daemon, for what the test does beside the window. */
  client(folder: string, starts = true): Client {
    const client = new Client({
      folder,
      home: this.home,
      start: starts ? [place.tercet, 'daemon', 'start'] : false,
      environment: this.environment,
    });
    this.clients.push(client);
    return client;
  }

  write(path: string, text: string): string {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  git(repository: string, ...words: string[]): string {
    return execFileSync('git', words, {
      cwd: repository,
      env: this.environment,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    }).trim();
  }

  async tercet(folder: string, ...words: string[]): Promise<string> {
    const { stdout } = await run(place.tercet, words, {
      cwd: folder,
      env: this.environment,
      timeout: 120_000,
    });
    return stdout;
  }

  /** The daemon's process, which must be running. */
  async daemon(): Promise<number> {
    const client = this.client(this.root, false);
    const { pid } = await client.request(server.status, {});
    client.close();
    return pid;
  }

  /** Ends the daemon as a crash would, and waits until it is gone. */
  async kill(): Promise<void> {
    const pid = await this.daemon();
    process.kill(pid, 'SIGKILL');
    await until('the daemon is gone', () => !lives(pid));
  }

  async close(): Promise<void> {
    this.clients.forEach((client) => {
      client.close();
    });
    const pid = await this.daemon().catch(() => undefined);
    if (pid !== undefined) {
      await this.tercet(this.root, 'daemon', 'stop');
      await until('the daemon is gone', () => !lives(pid));
    }
    rmSync(this.root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  private committed(repository: string): string {
    this.git(repository, 'init', '-q', '-b', 'main');
    this.git(repository, 'add', '-A');
    this.git(repository, 'commit', '-q', '-m', 'Start');
    return repository;
  }
}

function lives(pid: number): boolean {
  try {
    // A process that nobody has taken leave of yet is listed, and has no command any more.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}
