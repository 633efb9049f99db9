import assert from 'node:assert/strict';
import { takePicture } from '../pictures.js';
import type { Scenario } from '../stage.js';

const SCRIPT = `
on plan
  write {artifacts}/spec.md "# Greet\\n\\n## Goal\\nGreet.\\n\\n## Plan\\n- [ ] Greet\\n"
  say Planned.
on any
  say Done.
`;

/** A window whose language is German: what this extension says in it, it says in German. */
export const german: Scenario = {
  name: 'a German window',
  async play(stage) {
    const world = stage.world();
    world.agents(world.write('plans.script', SCRIPT));
    const repository = world.repository('shop', {
      'a.txt': 'a\n',
      '.tercet/settings.json': '{}\n',
    });
    const server = await stage.server(world, { language: 'de' });
    const window = await stage.window(server, { kind: 'folder', path: repository });
    await stage.step('the views, their welcome and the commands are German', async () => {
      await window.showTercet('Eingang');
      await window.view('Aufgaben').getByText('Übergeben Sie ein Ticket').first().waitFor();
      await window.view('Aufgaben').getByText('Neue Aufgabe').first().waitFor();
      const offered = await window.offered('Tercet: Über');
      assert.ok(
        offered.some((title) => title.includes('Übernehmen')),
        offered.join(', '),
      );
    });
    await stage.step('rows, the status bar and the bar of a spec are German', async () => {
      await world.tercet(repository, 'new', 'Greet them', '--trust');
      const row = window.row('Eingang', /Greet them.*freigeben/s).first();
      await row.waitFor();
      await window.row('Aufgaben', 'Braucht Sie').first().waitFor();
      await window
        .status(/1 braucht Sie/)
        .first()
        .waitFor();
      await row.click();
      await window
        .status(/spec.md, Revision 1, freigeben/)
        .first()
        .waitFor();
      await takePicture(window, 'german');
    });
  },
};
