import assert from 'node:assert/strict';
import { until } from '../await.js';
import { FakeDaemon } from '../fakeDaemon.js';
import type { Scenario, Stage } from '../stage.js';
import type { World } from '../world.js';

const TASKS = 500;
const FILES = 2000;

/** 500 tasks in the tree; a change of 2,000 files with a binary, a rename and one that is not UTF-8. */
export const largeThings: Scenario = {
  name: 'large things',
  async play(stage) {
    await manyTasks(stage, stage.world());
    await manyFiles(stage, stage.world());
  },
};

async function manyTasks(stage: Stage, world: World): Promise<void> {
  const repository = world.repository('shop', { 'a.txt': 'a\n', '.tercet/settings.json': '{}\n' });
  const fake = await FakeDaemon.listen(world.home, { kind: 'tasks', count: TASKS });
  try {
    const server = await stage.server(world);
    await stage.step(`${TASKS} tasks are in the tree, and it stays usable`, async () => {
      const window = await stage.window(server, { kind: 'folder', path: repository });
      await window.watchPauses();
      await window.showTercet();
      await window.row('Tasks', 'Ticket number 495').first().waitFor();
      // The keyboard goes to the last row that is there, through all that are drawn only when they are shown.
      await window.row('Tasks', /Ticket number/).first().click();
      await window.page.keyboard.press('End');
      await window.row('Tasks', /paused|Ended|Ticket number/).last().waitFor();
      const longest = await window.longestPause();
      stage.report.figure(`${TASKS} tasks in the tree: the window's longest pause ${longest.toFixed(0)} ms`);
      await window.close();
    });
  } finally {
    await fake.close();
  }
}

async function manyFiles(stage: Stage, world: World): Promise<void> {
  world.agents(world.write('many.script', MANY));
  const repository = world.repository('many', {
    'old-name.txt': 'The same text,\nwhich moves elsewhere\nand stays what it is.\n',
    'picture.bin': Buffer.from([0, 1, 2, 3, 0, 255]),
    'latin1.txt': Buffer.from('caf\xe9\n', 'latin1'),
  });
  const server = await stage.server(world);
  const task = await stage.step(`a change of ${FILES} files waits to be judged`, async () => {
    await world.tercet(repository, 'new', 'Change many files', '--trust');
    const window = await stage.window(server, { kind: 'folder', path: repository });
    await window.showTercet();
    await window.row('Inbox', /Change many files.*approve/s).first().waitFor();
    await world.tercet(repository, 'approve', 'change', '--yes');
    await window.row('Inbox', /Change many files.*merge into main/s).first().waitFor({ timeout: 200_000 });
    return window;
  });
  await stage.step('it is opened in the diff editor, and scrolls', async () => {
    await task.contextMenu('Inbox', 'Change many files', 'Show the Change');
    await task.page.locator('.multiDiffEntry').first().waitFor();
    await until(
      'a file of the change is shown',
      () => task.page.locator('.multiDiffEntry').allInnerTexts(),
      (texts) => texts.length > 0,
    );
    await task.command('View: Close All Editors');
  });
  await stage.step('a binary file, a rename and one that is not UTF-8 are shown for what they are', async () => {
    const shown = await world.tercet(repository, 'diff', 'change', '--stat').catch(String);
    assert.ok(shown.length > 0);
    for (const [file, words] of [
      ['picture.bin', /binary/i],
      ['new-name.txt', /which moves elsewhere/],
      ['latin1.txt', /caf/],
    ] as const) {
      await task.command('Tercet: Open a Changed File');
      await task.pick(file);
      await until(
        `${file} is shown`,
        () => task.page.locator('.editor-instance').allInnerTexts(),
        (texts) => words.test(texts.join('\n').replaceAll('\u00a0', ' ')),
      );
      await task.command('View: Close All Editors');
    }
    await task.close();
  });
}

const MANY = `
on plan
  write {artifacts}/spec.md "# Many\\n\\n## Goal\\nMany files.\\n\\n## Plan\\n- [ ] Write them\\n"
  say Planned.
on build
  run mkdir -p many && i=0; while [ $i -lt ${FILES - 3} ]; do echo "line $i" > many/file-$i.txt; i=$((i+1)); done
  run git mv old-name.txt new-name.txt 2>/dev/null || mv old-name.txt new-name.txt
  run printf '\\\\000\\\\001\\\\377' > picture.bin
  run printf 'caf\\\\351 noir\\\\n' > latin1.txt
  say Written.
on any
  say Nothing found.
`;
