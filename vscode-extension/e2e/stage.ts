import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { within } from './await.js';
import { CodeServer, type CodeServerOptions } from './codeServer.js';
import { place } from './place.js';
import type { Report } from './report.js';
import { Workbench, type Opened } from './workbench.js';
import { World } from './world.js';

/** The longest that one step may take, whatever it waits for. */
const LONGEST_STEP = 240_000;

/** A play of several steps; the first that fails ends it. */
export interface Scenario {
  readonly name: string;
  play(stage: Stage): Promise<void>;
}

/** What a scenario is played on, and taken down again after it. */
export class Stage {
  private readonly worlds: World[] = [];
  private readonly servers: CodeServer[] = [];
  private readonly contexts: BrowserContext[] = [];
  private readonly homes: string[] = [];
  private readonly problems: string[] = [];

  constructor(
    private readonly scenario: string,
    private readonly browser: Browser,
    readonly report: Report,
  ) {}

  world(): World {
    const world = new World();
    this.worlds.push(world);
    return world;
  }

  /** A VS Code with the extension in it, unless the options name other packages. */
  async server(
    world: World,
    options: Partial<Omit<CodeServerOptions, 'home'>> = {},
  ): Promise<CodeServer> {
    const home = mkdtempSync(join(tmpdir(), 'tvs-'));
    this.homes.push(home);
    const server = await CodeServer.start({
      home,
      environment: world.environment,
      packages: [place.vsix],
      ...options,
    });
    this.servers.push(server);
    return server;
  }

  /** Opens a window. Requests to anywhere but this machine are a problem of the scenario. */
  async window(server: CodeServer, opened: Opened): Promise<Workbench> {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    this.contexts.push(context);
    context.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1' && !isWebview(hostname)) {
        this.problems.push(`the window asked for ${request.url()}`);
      }
    });
    return Workbench.open(context, server.url, opened);
  }

  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const since = Date.now();
    const full = `${this.scenario}: ${name}`;
    try {
      const result = await within(name, LONGEST_STEP, work());
      this.report.pass(full, since);
      return result;
    } catch (error) {
      this.report.fail(full, since, error);
      await this.keepPictures(name);
      throw new StepFailed(full);
    }
  }

  /** What no step asks for and must not have happened. */
  async noProblems(): Promise<void> {
    await this.step('no request left this machine', () =>
      this.problems.length === 0
        ? Promise.resolve()
        : Promise.reject(new Error([...new Set(this.problems)].slice(0, 10).join('\n'))),
    );
  }

  async close(): Promise<void> {
    const logs = join(place.pictures, 'logs', this.scenario.replaceAll(/\W+/g, '-'));
    for (const context of this.contexts) {
      await context.close();
    }
    for (const server of this.servers) {
      await server.stop(logs);
    }
    for (const world of this.worlds) {
      await world.close();
    }
    this.homes.forEach((home) => {
      rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    });
  }

  private async keepPictures(step: string): Promise<void> {
    const folder = join(place.pictures, 'failed');
    mkdirSync(folder, { recursive: true });
    const pages = this.contexts.flatMap((context) => context.pages());
    for (const [index, page] of pages.entries()) {
      const name = `${this.scenario}-${step}-${index}`.replaceAll(/\W+/g, '-');
      const picture = await page.screenshot({ timeout: 20_000 }).catch(() => undefined);
      if (picture !== undefined) {
        writeFileSync(join(folder, `${name}.png`), picture);
        console.log(`    picture: ${join(folder, `${name}.png`)}`);
      }
    }
  }
}

/** A step failed and was reported; what follows makes no sense without it. */
export class StepFailed extends Error {}

function isWebview(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.vscode-cdn.net');
}
