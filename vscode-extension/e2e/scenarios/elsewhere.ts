import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../stage.js';

const PLANS = `
on plan
  write {artifacts}/spec.md "# Greet\\n\\n## Goal\\nGreet.\\n\\n## Assumptions\\n- English.\\n\\n## Plan\\n- [ ] Greet\\n"
  say Planned.
on build
  write greeting.txt "Hello"
  say Built.
on any
  say Nothing found.
`;

/** What is decided elsewhere at the same moment, and a spec that goes while it is read. */
export const elsewhere: Scenario = {
  name: 'elsewhere',
  async play(stage) {
    const world = stage.world();
    world.agents(world.write('plans.script', PLANS));
    const repository = world.repository('shop', {
      'a.txt': 'a\n',
      '.tercet/settings.json': '{}\n',
    });
    const server = await stage.server(world);
    const window = await stage.window(server, { kind: 'folder', path: repository });

    await stage.step('two specs wait', async () => {
      await window.showTercet();
      await world.tercet(repository, 'new', 'First', '--trust');
      await world.tercet(repository, 'new', 'Second', '--trust');
      await window
        .row('Inbox', /First.*approve/s)
        .first()
        .waitFor();
      await window
        .row('Inbox', /Second.*approve/s)
        .first()
        .waitFor();
    });

    await stage.step('of two who approve at once one wins, and the other is told', async () => {
      await window.row('Inbox', 'First').first().click();
      const bar = window.status(/Approve spec.md, revision 1/).first();
      await bar.waitFor();
      const [typed] = await Promise.allSettled([
        world.tercet(repository, 'approve', 'first', '--yes'),
        bar.click({ timeout: 10_000 }),
      ]);
      if (typed.status === 'rejected') {
        assert.match(String(typed.reason), /waits for no approval|not open any more|stale|changed/);
      }
      await window
        .row('Inbox', /First.*merge into main/s)
        .first()
        .waitFor();
      const receipts = JSON.parse(await world.tercet(repository, 'show', 'first', '--json')) as {
        readonly receipts: readonly { readonly kind: string }[];
      };
      assert.equal(receipts.receipts.filter(({ kind }) => kind === 'approval').length, 1);
    });

    await stage.step(
      'a spec that is deleted while it is read is approved as it was shown, and kept',
      async () => {
        await window.row('Inbox', 'Second').first().click();
        await window
          .status(/Approve spec.md, revision 1/)
          .first()
          .waitFor();
        const [id = ''] =
          (await world.tercet(repository, 'list', '--json')).match(/second-[a-z0-9]+/) ?? [];
        rmSync(join(repository, '.tercet/worktrees', id, '.tercet/tasks', id, 'spec.md'));
        await window.command('Tercet: Approve This Revision');
        await window
          .row('Inbox', /Second.*merge into main/s)
          .first()
          .waitFor();
        const kept = `tercet/${id}:.tercet/tasks/${id}/spec.md`;
        assert.match(world.git(repository, 'show', kept), /## Goal\nGreet/);
        await window.row('Tasks', 'Second').first().waitFor();
      },
    );
  },
};
