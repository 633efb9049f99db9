import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Certificate, FarProvider } from '../farProvider.js';
import { place } from '../place.js';
import type { Scenario, Stage } from '../stage.js';

const run = promisify(execFile);
const LARGEST = 40e6;
const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  },
};
const SCRIPT = `
on plan
  write {artifacts}/spec.md "# Greet\\n\\n## Goal\\nGreet.\\n\\n## Plan\\n- [ ] Greet\\n"
  say Planned.
on any
  say Done.
`;

/** The package of this platform runs where there is no Java, with the caches that came with it. */
export const ownRuntime: Scenario = {
  name: 'own run-time',
  async play(stage) {
    const world = stage.world();
    world.agents(world.write('plans.script', SCRIPT));
    const repository = world.repository('shop', { 'a.txt': 'a\n' });
    await stage.step('the package is small', () => {
      const { size } = statSync(place.platformVsix);
      stage.report.figure(
        `package: ${(size / 1e6).toFixed(1)} MB (this platform, with its own run-time)`,
      );
      assert.ok(size < LARGEST, `${size} bytes`);
      return Promise.resolve();
    });
    const server = await stage.step('it installs where no Java is to be found', () =>
      stage.server(world, {
        packages: [place.platformVsix],
        environment: withoutJava(world.environment),
        inside: hidingJava(),
      }),
    );
    await stage.step('a task is handed over and its spec waits', async () => {
      const window = await stage.window(server, { kind: 'folder', path: repository });
      await window.showTercet();
      await window.command('Tercet: New Task…');
      await window.type('Enter hands it over', 'Greet them');
      await window
        .row('Inbox', /Greet them.*approve/s)
        .first()
        .waitFor();
      await window.close();
    });
    await stage.step('the daemon runs on what came with it, and uses its cache', async () => {
      const pid = await world.daemon();
      const brought = join(server.extension('tercet.tercet'), 'server');
      assert.equal(readlinkSync(`/proc/${pid}/exe`), join(brought, 'runtime/bin/java'));
      const mapped = readFileSync(`/proc/${pid}/maps`, 'utf8');
      assert.ok(mapped.includes(join(brought, 'lib/daemon.aot')), 'the cache is not in use');
    });
    const brought = join(server.extension('tercet.tercet'), 'server/bin/tercet');
    await stage.step('what came with it serves agent hosts over HTTP', async () => {
      const { stdout } = await run(brought, ['mcp', '--http', '--json'], {
        cwd: repository,
        env: withoutJava(world.environment),
      });
      const { url, tokenFile } = JSON.parse(stdout) as {
        readonly url: string;
        readonly tokenFile: string;
      };
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${readFileSync(tokenFile, 'utf8').trim()}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        },
        body: JSON.stringify(INITIALIZE),
      });
      assert.match(await answer.text(), /"serverInfo":\{"name":"tercet"/);
    });
    await stage.step('and speaks to a provider whose certificate it is told to trust', () =>
      askFarModel(stage, brought),
    );
  },
};

/** Has the built-in agent be tried with a provider behind TLS, with a certificate of its own and then without trust. */
async function askFarModel(stage: Stage, tercet: string): Promise<void> {
  const world = stage.world();
  const repository = world.repository('far', { 'a.txt': 'a\n' });
  const certificate = await Certificate.make(world);
  const provider = await FarProvider.listen(certificate);
  try {
    world.write(
      'home/settings.json',
      JSON.stringify({
        agents: {
          far: { kind: 'builtin', api: 'openai-chat', baseUrl: provider.url, model: 'm' },
        },
        presets: { far: { agent: 'far', role: 'plan', model: 'm' } },
      }),
    );
    const environment = withoutJava(world.environment);
    const ask = async (trusting: Readonly<Record<string, string | undefined>>) => {
      const words = { cwd: repository, env: { ...environment, ...trusting } };
      const said = await run(tercet, ['preset', 'test', 'far'], words).then(
        ({ stdout }) => stdout,
        (failed: unknown) => (failed as { readonly stdout: string }).stdout,
      );
      await run(tercet, ['daemon', 'stop'], words);
      return said;
    };
    assert.match(await ask({}), /does not work[^]*not reachable over TLS/);
    assert.match(await ask({ JDK_JAVA_OPTIONS: certificate.trust }), /works[^]*Hello from afar/);
  } finally {
    provider.close();
  }
}

function withoutJava(environment: Readonly<Record<string, string | undefined>>) {
  return { ...environment, JAVA_HOME: undefined, PATH: '/usr/local/bin:/usr/bin:/bin' };
}

/**
 * What hides the usual folders of Java from a program and all that it starts. Where the machine builds no such room the
 * next steps still show which Java ran.
 */
function hidingJava(): readonly string[] {
  const hide = [
    ...['bwrap', '--dev-bind', '/', '/'],
    ...['--tmpfs', '/usr/lib/jvm', '--tmpfs', '/opt'],
  ];
  try {
    execFileSync(hide[0] ?? '', [...hide.slice(1), 'true'], { stdio: 'ignore' });
    return [...hide, '--'];
  } catch {
    console.log('    bwrap builds no room here: installed Javas are not hidden');
    return [];
  }
}
