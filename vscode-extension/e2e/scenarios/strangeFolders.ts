import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../await.js';
import type { Scenario, Stage } from '../stage.js';
import type { World } from '../world.js';

/** A folder without git, no folder, several folders, and one that is not trusted. */
export const strangeFolders: Scenario = {
  name: 'strange folders',
  async play(stage) {
    const world = stage.world();
    world.agents(world.write('plans.script', 'on any\n  say Done.\n'));
    const server = await stage.server(world);

    await stage.step('without a folder the views say what to do', async () => {
      const window = await stage.window(server, { kind: 'nothing' });
      await window.showTercet();
      await window.command('Tercet: New Task…');
      await window.says(/[Oo]pen (a )?(folder|repository)/i);
      await window.close();
    });

    await stage.step('a folder that is no repository is refused in words', async () => {
      const folder = join(world.root, 'no-git');
      mkdirSync(folder);
      writeFileSync(join(folder, 'a.txt'), 'a\n');
      const window = await stage.window(server, { kind: 'folder', path: folder });
      await window.showTercet();
      await window.command('Tercet: New Task…');
      await window.type('Enter hands it over', 'Write b');
      await window.says(/not a git repository|no git repository|no repository/i);
      await window.close();
    });

    await stage.step('of several folders one is asked for', async () => {
      const shop = world.repository('shop', { 'a.txt': 'a\n' });
      const bank = world.repository('bank', { 'b.txt': 'b\n' });
      const workspace = world.write(
        'two.code-workspace',
        JSON.stringify({ folders: [{ path: shop }, { path: bank }] }),
      );
      const window = await stage.window(server, { kind: 'workspace', path: workspace });
      // A busy window opens without its workspace now and then; loaded again, it has it.
      await until('the window has the folders of its workspace', async () => {
        await window.showTercet();
        try {
          // What is said where there is a folder: that the other words are not there may be that they are yet to come.
          const withFolders = window.page.getByText('Hand over a ticket: a planner').first();
          await withFolders.waitFor({ timeout: 15_000 });
          return true;
        } catch {
          await window.page.reload();
          return false;
        }
      });
      await window.command('Tercet: New Task…');
      await window.pick('bank');
      await window.type('Enter hands it over', 'For the bank');
      await window.row('Tasks', 'For the bank').first().waitFor();
      const tasks = await world.tercet(bank, 'list', '--json');
      await until(
        'it is of that folder',
        () => tasks,
        (said) => said.includes(bank),
      );
      await window.close();
    });
    await untrusted(stage);
  },
};

async function untrusted(stage: Stage): Promise<void> {
  const world: World = stage.world();
  const repository = world.repository('strange', {
    'a.txt': 'a\n',
    '.tercet/settings.json': '{}\n',
  });
  const server = await stage.server(world, {
    trust: true,
    settings: {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
    },
  });
  await stage.step('in a folder that is not trusted nothing is started', async () => {
    const window = await stage.window(server, { kind: 'folder', path: repository });
    await window.showTercet();
    await window.says(/not trusted/);
    const started = await world.daemon().then(
      () => true,
      () => false,
    );
    if (started) {
      throw new Error('a daemon was started for a folder that nobody trusts');
    }
    await window.view('Inbox').getByText('Manage Workspace Trust').first().click();
    await window.page.getByRole('button', { name: 'Trust', exact: true }).first().click();
    await window.showTercet();
    await until('once it is trusted the daemon runs', () => world.daemon());
    await window.close();
  });
}
