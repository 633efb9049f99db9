import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { finding, task } from '../../../clients/typescript/src/index.js';
import { until } from '../await.js';
import { takePictures } from '../pictures.js';
import type { Scenario } from '../stage.js';
import type { Workbench } from '../workbench.js';

const QUOTED = 'A field with a comma has to be quoted';
const NAMED = 'Nobody knows what three is';
const SCRIPT = `
on plan
  write {artifacts}/spec.md "# Export\\n\\n## Goal\\nExport.\\n\\n## Plan\\n- [ ] Export\\n"
  say Planned.
on build pass=1
  write src/csv.ts "one\\ntwo\\nthree\\nfour\\n"
  say Built.
on build
  write src/csv.ts "one\\n'two'\\nthree\\nfour\\n"
  say Mended.
on review pass=1 preset=reviewer-a
  find major at=src/csv.ts:2 "${QUOTED}"
  find minor at=src/csv.ts:3 "${NAMED}"
on any
  say Nothing found.
`;

/** Findings beside the lines of files that are open: in the main checkout, and in the task's worktree. */
export const besideCode: Scenario = {
  name: 'beside the code',
  async play(stage) {
    const world = stage.world();
    world.agents(world.write('export.script', SCRIPT));
    const repository = world.repository('shop', {
      'src/csv.ts': 'one\ntwo\nthree\n',
      '.tercet/settings.json': '{}\n',
    });
    const server = await stage.server(world);
    const window = await stage.window(server, { kind: 'folder', path: repository });
    const client = world.client(repository);
    const states = async (id: string) => {
      const { clusters } = await client.request(finding.list, { task: id });
      return Object.fromEntries(clusters.map(({ claim, state }) => [claim, state]));
    };
    const id = await stage.step('two findings wait to be judged', async () => {
      await world.tercet(repository, 'new', 'Export', '--trust');
      await window.showTercet();
      await window
        .row('Inbox', /Export.*approve/s)
        .first()
        .waitFor();
      await world.tercet(repository, 'approve', 'export', '--yes');
      await window.row('Inbox', QUOTED).first().waitFor();
      const { tasks } = await client.request(task.list, {});
      return tasks[0]?.id ?? '';
    });
    await stage.step('each is beside its line in the main checkout', async () => {
      await window.openFile('csv.ts');
      await stand(window, [2, 3]);
    });
    await stage.step('it moves with its line as the file is edited', async () => {
      await window.page.locator('.editor-instance .view-lines').first().click();
      await window.page.keyboard.press('Control+Home');
      await window.page.keyboard.type('// a line above\n');
      await stand(window, [3, 4]);
    });
    await stage.step('it is read and accepted there', async () => {
      const thread = await opened(window, QUOTED);
      await takePictures(window, 'beside-code', ['light', 'contrast']);
      await window.reply(thread, 'double quotes', 'Accept');
      await window.rowGone('Inbox', QUOTED);
      assert.equal((await states(id))[QUOTED], 'accepted');
      await until(
        'one is left',
        () => glyphs(window).count(),
        (count) => count === 1,
      );
    });
    await stage.step(
      'the other is beside its line in the worktree, and dismissed there',
      async () => {
        await window.command('View: Revert and Close Editor');
        await window.openPath(join(repository, '.tercet/worktrees', id, 'src/csv.ts'));
        await until(
          'it is there',
          () => glyphs(window).count(),
          (count) => count === 1,
        );
        await stand(window, [3]);
        const thread = await opened(window, NAMED);
        await window.reply(thread, 'it is a number', 'Dismiss');
        await window.rowGone('Inbox', NAMED);
        assert.equal((await states(id))[NAMED], 'dismissed');
        await until(
          'none is left',
          () => glyphs(window).count(),
          (count) => count === 0,
        );
      },
    );
  },
};

/** The marks beside lines with a thread. */
function glyphs(window: Workbench): Locator {
  return window.page.locator(
    '.editor-instance .comment-range-glyph.comment-thread, .editor-instance .comment-range-glyph.comment-thread-unresolved',
  );
}

/**
 * The thread with that text, opened by a click on the uppermost mark. Lenses come above the lines whenever the server has
 * answered, and a click on a mark that is moved by that goes nowhere: so it is clicked again until the thread is there.
 */
async function opened(window: Workbench, text: string): Promise<Locator> {
  const thread = window.threads(text).first();
  await until(`the thread of ${text} is open`, async () => {
    if (!(await thread.isVisible())) {
      const marks = await glyphs(window).all();
      const tops = await Promise.all(marks.map(async (mark) => (await mark.boundingBox())?.y ?? 0));
      await marks[tops.indexOf(Math.min(...tops))]?.click({ timeout: 5000 });
      await thread.waitFor({ timeout: 5000 });
    }
    return true;
  });
  return thread;
}

/** Waits until such marks are beside these lines and no others. */
async function stand(window: Workbench, lines: readonly number[]): Promise<void> {
  await until(
    `there are marks beside ${lines.join(' and ')}`,
    () => linesOf(window),
    (found) => found.join() === lines.join(),
  );
}

/** The numbers of the lines that have such a mark, from above. */
async function linesOf(window: Workbench): Promise<number[]> {
  const middles = async (found: Locator) =>
    found.evaluateAll((all) =>
      all.map((one) => {
        const { top, height } = one.getBoundingClientRect();
        return { at: top + height / 2, text: one.textContent };
      }),
    );
  const numbers = await middles(window.page.locator('.editor-instance .line-numbers'));
  const marks = await middles(glyphs(window));
  return marks
    .map(({ at }) => numbers.find((number) => Math.abs(number.at - at) < 5))
    .map((number) => Number(number?.text))
    .sort((left, right) => left - right);
}
