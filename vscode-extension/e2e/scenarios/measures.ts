import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { until } from '../await.js';
import type { CodeServer } from '../codeServer.js';
import { place } from '../place.js';
import { commandLine, descendants, memory } from '../processes.js';
import { watchInbox } from '../workbench.js';
import type { Scenario, Stage } from '../stage.js';
import type { World } from '../world.js';

const WINDOWS = 5;
const ID = 'tercet.tercet';
const SCRIPT = `
on plan
  write {artifacts}/spec.md "# Wait\\n\\n## Goal\\nWait.\\n\\n## Plan\\n- [ ] Wait\\n"
  say Planned.
on any
  say Done.
`;

/**
 * What the extension costs. Nothing here fails because of a time: the figures go into docs/benchmarks.md with the
 * machine's load.
 */
export const measures: Scenario = {
  name: 'measures',
  async play(stage) {
    const world = stage.world();
    world.agents(world.write('plans.script', SCRIPT));
    const repository = world.repository('shop', {
      'a.txt': 'a\n',
      '.tercet/settings.json': '{}\n',
    });
    await world.tercet(repository, 'new', 'Wait for me', '--trust');
    const server = await stage.server(world);
    await timeToInbox(stage, server, repository);
    await withoutTercet(stage, world, server);
    await memoryOfExtension(stage, world, repository);
    stage.report.figure(`package: ${(statSync(place.vsix).size / 1e6).toFixed(1)} MB (plain)`);
    stage.report.figure(
      `load of the machine: ${loadavg()
        .map((one) => one.toFixed(1))
        .join(' ')}`,
    );
  },
};

async function timeToInbox(stage: Stage, server: CodeServer, repository: string): Promise<void> {
  await stage.step('the inbox is shown soon after the extension is activated', async () => {
    const folder = { kind: 'folder', path: repository } as const;
    const window = await stage.window(server, folder);
    await window.showTercet();
    await window.row('Inbox', 'Wait for me').first().waitFor();
    await watchInbox(window.page.context(), 'Wait for me');
    const took: number[] = [];
    for (let count = 1; count <= WINDOWS; count++) {
      // A window that is loaded again shows the view that it showed before.
      await window.page.reload({ waitUntil: 'commit' });
      await window.row('Inbox', 'Wait for me').first().waitFor();
      const activated = await until(
        'the extension is activated',
        () => server.activations(ID).length,
        (known) => known > count,
      );
      const began = server.activations(ID)[activated - 1] ?? 0;
      took.push((await window.inboxSeen()) - began);
    }
    await window.close();
    took.sort((left, right) => left - right);
    stage.report.figure(
      `activation to inbox shown, ${WINDOWS} windows: ${took.map((one) => one.toFixed(0)).join(', ')} ms`,
    );
  });
}

async function withoutTercet(stage: Stage, world: World, server: CodeServer): Promise<void> {
  await stage.step('a folder without Tercet does not activate the extension', async () => {
    const other = world.repository('other', { 'a.txt': 'a\n' });
    const before = server.activations(ID).length;
    const window = await stage.window(server, { kind: 'folder', path: other });
    await window.openFile('a.txt');
    await window.command('Developer: Show Running Extensions');
    const running = window.page.locator('.runtime-extensions-editor .monaco-list-row');
    await running.first().waitFor();
    assert.equal(server.activations(ID).length, before);
    await window.close();
  });
}

async function memoryOfExtension(stage: Stage, world: World, repository: string): Promise<void> {
  await stage.step('the extension host grows by little', async () => {
    const folder = { kind: 'folder', path: repository } as const;
    const bare = await stage.server(world, { packages: [] });
    const without = await stage.window(bare, folder);
    await without.openFile('a.txt');
    const before = await settled(bare);
    await without.close();
    const fresh = await stage.server(world);
    const window = await stage.window(fresh, folder);
    await window.openFile('a.txt');
    await window.showTercet();
    await window.row('Inbox', 'Wait for me').first().waitFor();
    const after = await settled(fresh);
    stage.report.figure(
      `memory of the extension host: ${before.toFixed(0)} MiB without, ${after.toFixed(0)} MiB with the extension`,
    );
    await window.close();
  });
}

/** The memory of a server's extension host at rest: the least of a hundred looks, as garbage comes and goes. */
async function settled(server: CodeServer): Promise<number> {
  const looks: number[] = [];
  await until(
    'the extension host was looked at',
    () => {
      const hosts = descendants(server.process.pid ?? 0).filter((pid) =>
        commandLine(pid).includes('--type=extensionHost'),
      );
      looks.push(Math.max(...hosts.map(memory)));
      return looks;
    },
    (seen) => seen.length >= 100,
  );
  return Math.min(...looks.slice(-50));
}
