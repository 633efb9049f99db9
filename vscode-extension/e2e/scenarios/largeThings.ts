import { until } from '../await.js';
import { FakeDaemon } from '../fakeDaemon.js';
import type { Scenario, Stage } from '../stage.js';
import type { Workbench } from '../workbench.js';
import type { World } from '../world.js';

const TASKS = 500;
const FILES = 2000;

/** 500 tasks in the tree; a change of 2,000 files. */
export const largeThings: Scenario = {
  name: 'large things',
  async play(stage) {
    await manyTasks(stage);
    await manyFiles(stage, stage.world());
  },
};

async function manyTasks(stage: Stage): Promise<void> {
  const none = await stage.step('a window without tasks, to compare with', () =>
    withTasks(stage, 0, async (window) => {
      await window.view('Tasks').getByText('New Task').first().waitFor();
      return window.longestPause();
    }),
  );
  await stage.step(`${TASKS} tasks are in the tree, and it stays usable`, () =>
    withTasks(stage, TASKS, async (window) => {
      await window.row('Tasks', 'Ticket number 495').first().waitFor();
      const opening = await window.longestPause();
      await window.watchPauses();
      // The keyboard goes to the last row that is there, through all that are drawn only when they are shown.
      await window
        .row('Tasks', /Ticket number/)
        .first()
        .click();
      await window.page.keyboard.press('End');
      await window
        .row('Tasks', /paused|Ended|Ticket number/)
        .last()
        .waitFor();
      const moving = await window.longestPause();
      stage.report.figure(
        `${TASKS} tasks in the tree: the window's longest pause ${opening.toFixed(0)} ms while it opens, ${none.toFixed(0)} ms without tasks; ${moving.toFixed(0)} ms in going through them`,
      );
    }),
  );
}

/** Does something in a window, which was watched from its beginning, whose daemon knows so many tasks. */
async function withTasks<T>(
  stage: Stage,
  count: number,
  work: (window: Workbench) => Promise<T>,
): Promise<T> {
  const world = stage.world();
  const repository = world.repository('shop', { 'a.txt': 'a\n', '.tercet/settings.json': '{}\n' });
  const fake = await FakeDaemon.listen(world.home, { kind: 'tasks', count });
  try {
    const server = await stage.server(world);
    const window = await stage.window(server, { kind: 'folder', path: repository });
    await window.watchPauses();
    await window.showTercet();
    const result = await work(window);
    await window.close();
    return result;
  } finally {
    await fake.close();
  }
}

async function manyFiles(stage: Stage, world: World): Promise<void> {
  world.agents(world.write('many.script', MANY));
  const repository = world.repository('many', { 'a.txt': 'a\n' });
  const server = await stage.server(world);
  const window = await stage.step(`a change of ${FILES} files waits to be judged`, async () => {
    await world.tercet(repository, 'new', 'Change many files', '--trust');
    const window = await stage.window(server, { kind: 'folder', path: repository });
    await window.showTercet();
    await window
      .row('Inbox', /Change many files.*approve/s)
      .first()
      .waitFor();
    await world.tercet(repository, 'approve', 'change', '--yes');
    await window
      .row('Inbox', /Change many files.*merge into main/s)
      .first()
      .waitFor({ timeout: 200_000 });
    return window;
  });
  await stage.step('it is opened in the diff editor, and scrolls to its end', async () => {
    await window.watchPauses();
    await window.contextMenu('Inbox', 'Change many files', 'Show the Change');
    await window.pick('Files 1 to');
    const files = window.page.locator('.multiDiffEntry');
    await files.first().waitFor();
    const first = await files.first().innerText();
    await files.first().hover();
    await until(
      'other files are shown',
      async () => {
        await window.page.mouse.wheel(0, 20_000);
        return files.first().innerText();
      },
      (text) => text !== first,
    );
    const longest = await window.longestPause();
    stage.report.figure(
      `a change of ${FILES} files: the window's longest pause ${longest.toFixed(0)} ms`,
    );
    await window.close();
  });
}

const MANY = `
on plan
  write {artifacts}/spec.md "# Many\\n\\n## Goal\\nMany files.\\n\\n## Plan\\n- [ ] Write them\\n"
  say Planned.
on build
  run mkdir -p many && i=0; while [ $i -lt ${FILES} ]; do echo "line $i" > many/file-$i.txt; i=$((i+1)); done
  say Written.
on any
  say Nothing found.
`;
