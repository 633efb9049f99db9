import { spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { until, within } from './await.js';
import { place } from './place.js';

/** How a window is set up unless a test says otherwise: nothing that moves, nothing that asks the network. */
const SETTINGS: Readonly<Record<string, unknown>> = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'comments.openView': 'never',
  'editor.accessibilitySupport': 'off',
  'editor.cursorBlinking': 'solid',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.simpleDialog.enable': true,
  'git.autofetch': false,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.confirmBeforeClose': 'never',
  'workbench.colorTheme': 'Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

export interface CodeServerOptions {
  /** A folder of its own for everything it writes. */
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Packages to install first. */
  readonly packages?: readonly string[];
  /** Words that start it inside of something, such as a room without some folders. */
  readonly inside?: readonly string[];
  /** What its windows speak; what is VS Code's own stays English. */
  readonly language?: string;
  /** Whether folders have to be trusted first. */
  readonly trust?: boolean;
  /** Whether tests can be run in the extension host. */
  readonly hostTests?: boolean;
}

/** Process groups that are to be ended with this process, however it ends. */
const groups = new Set<number>();
process.on('exit', () => {
  groups.forEach((group) => {
    signal(group, 'SIGKILL');
  });
});

/** A VS Code server on a free port of the loopback interface, with a private home. */
export class CodeServer {
  private constructor(
    readonly url: string,
    readonly process: ChildProcess,
    private readonly options: CodeServerOptions,
    readonly extensions: string,
  ) {}

  static async start(options: CodeServerOptions): Promise<CodeServer> {
    const data = join(options.home, 'data');
    const extensions = join(options.home, 'extensions');
    mkdirSync(join(data, 'User'), { recursive: true });
    mkdirSync(extensions, { recursive: true });
    change(data, { ...SETTINGS, ...options.settings });
    writeFileSync(join(options.home, 'config.yaml'), 'auth: none\n');
    const words = [
      join(place.codeServer, 'out/node/entry.js'),
      ...['--config', join(options.home, 'config.yaml')],
      ...['--user-data-dir', data, '--extensions-dir', extensions],
    ];
    const environment = environmentOf(options);
    for (const file of options.packages ?? []) {
      await install(words, file, environment);
    }
    if (options.language !== undefined) {
      speak(data, options.language);
    }
    const [program, ...before] = startedInside(options.inside ?? []);
    const child = spawn(
      program,
      [
        ...before,
        ...words,
        ...['--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry'],
        ...['--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened'],
        ...(options.language === undefined ? [] : ['--locale', options.language]),
        ...(options.trust === true ? [] : ['--disable-workspace-trust']),
        ...(options.hostTests === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
      ],
      // A process group of its own: ending the group ends what was started here and nothing else.
      { env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    );
    if (child.pid !== undefined) {
      groups.add(child.pid);
    }
    let log = '';
    const listening = /HTTP server listening on (http:\S+?)\/?\s/;
    child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    await until(
      'code-server listens',
      () => {
        if (child.exitCode !== null) {
          throw new Error(`it ended with ${child.exitCode}: ${log.slice(-2000)}`);
        }
        return log;
      },
      (said) => listening.test(said),
    );
    return new CodeServer(listening.exec(log)?.[1] ?? '', child, options, extensions);
  }

  get home(): string {
    return this.options.home;
  }

  /** Changes settings while windows are open; they notice. */
  settings(changed: Readonly<Record<string, unknown>>): void {
    change(join(this.options.home, 'data'), changed);
  }

  /** The folder of an installed extension. */
  extension(id: string): string {
    const folder = readdirSync(this.extensions).find((name) => name.startsWith(`${id}-`));
    if (folder === undefined) {
      throw new Error(`${id} is not installed in ${this.extensions}`);
    }
    return join(this.extensions, folder);
  }

  /** When an extension was activated in its windows, in milliseconds since 1970. */
  activations(id: string): number[] {
    const logs = join(this.options.home, 'data/logs');
    return readdirSync(logs, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('remoteexthost.log'))
      .flatMap((name) => readFileSync(join(logs, name), 'utf8').split('\n'))
      .filter((line) => line.includes(`_doActivateExtension ${id},`))
      .map((line) => new Date(line.slice(0, 23)).getTime())
      .sort((left, right) => left - right);
  }

  /** Ends it and everything that it started, and keeps its logs where asked. */
  async stop(logs?: string): Promise<void> {
    const { pid } = this.process;
    if (pid !== undefined && this.process.exitCode === null) {
      const gone = new Promise((resolve) => this.process.once('exit', resolve));
      signal(pid, 'SIGTERM');
      await within('code-server ends', 10_000, gone).catch(() => undefined);
      signal(pid, 'SIGKILL');
      groups.delete(pid);
    }
    if (logs !== undefined) {
      cpSync(join(this.options.home, 'data/logs'), logs, { recursive: true, force: true });
    }
  }
}

/** Settings that belong to the machine that a window works on; among a person's own, such a window passes them over. */
const OF_THE_MACHINE = new Set(['tercet.path']);

/** Changes settings where they belong. */
function change(data: string, changed: Readonly<Record<string, unknown>>): void {
  const all = Object.entries(changed);
  put(
    join(data, 'User/settings.json'),
    all.filter(([name]) => !OF_THE_MACHINE.has(name)),
  );
  put(
    join(data, 'Machine/settings.json'),
    all.filter(([name]) => OF_THE_MACHINE.has(name)),
  );
}

function put(file: string, changed: readonly (readonly [string, unknown])[]): void {
  if (changed.length === 0) {
    return;
  }
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {};
  mkdirSync(dirname(file), { recursive: true });
  // Put in its place at once: a window must never read half of it, or nothing, and go by defaults.
  writeFileSync(
    `${file}.next`,
    JSON.stringify({ ...known, ...Object.fromEntries(changed) }, null, 2),
  );
  renameSync(`${file}.next`, file);
}

/** Has a server believe that it has a language, as with a package of translations that has none. */
function speak(data: string, language: string): void {
  const vscode = join(data, 'translations.json');
  writeFileSync(vscode, JSON.stringify({ contents: {} }));
  const extension = { extensionIdentifier: { id: `vscode.${language}` }, version: '1.0.0' };
  const pack = {
    hash: language,
    extensions: [extension],
    label: language,
    translations: { vscode },
  };
  writeFileSync(join(data, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}

function environmentOf(options: CodeServerOptions): NodeJS.ProcessEnv {
  const home = options.home;
  return {
    ...options.environment,
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'share'),
    XDG_CACHE_HOME: join(home, 'cache'),
    // Else both the window and the server look for a marketplace.
    EXTENSIONS_GALLERY: '{}',
  };
}

async function install(
  words: readonly string[],
  file: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const child = spawn(place.node, [...words, '--install-extension', file], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await within(
    `installing ${file}`,
    120_000,
    new Promise((resolve) => child.once('close', resolve)),
  );
  if (code !== 0) {
    throw new Error(`${file} could not be installed: ${said}`);
  }
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // It is gone already.
  }
}

/** The words that start Node: by itself, or within what is given. */
function startedInside(room: readonly string[]): [string, ...string[]] {
  const [first, ...rest] = room;
  return first === undefined ? [place.node] : [first, ...rest, place.node];
}
