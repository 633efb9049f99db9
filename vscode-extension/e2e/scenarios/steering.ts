import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { task, type TaskView } from '../../../clients/typescript/src/index.js';
import { until } from '../await.js';
import type { CodeServer } from '../codeServer.js';
import { takePicture } from '../pictures.js';
import type { Scenario, Stage } from '../stage.js';
import type { Workbench } from '../workbench.js';
import type { World } from '../world.js';

const TITLE = 'Greet them';
const NOTES = `${TITLE}\nIn English, and politely.\n`;
const SCRIPT = `
on plan
  write {artifacts}/spec.md "# Greet\\n\\n## Goal\\nGreet.\\n\\n## Plan\\n- [ ] Greet\\n"
  say Planned.
on build
  write greeting.txt "Hello"
  say Built.
on any
  say Nothing found.
`;

/** A person steers a task with the commands of its row, and turns the notifications up and down. */
export const steering: Scenario = {
  name: 'steering',
  async play(stage) {
    const world = stage.world();
    world.agents(world.write('greet.script', SCRIPT));
    const repository = world.repository('shop', {
      'notes.txt': NOTES,
      'a.txt': 'a\n',
      '.tercet/settings.json': '{}\n',
    });
    const server = await stage.server(world);
    const window = await stage.window(server, { kind: 'folder', path: repository });
    const id = await fromSelection(stage, window, world, repository);
    await takeOver(stage, window, world, repository, id);
    await rebase(stage, window, world, repository, id);
    await mergeAndUndo(stage, window, world, repository);
    await remove(stage, window, world, repository);
    await quietAndLoud(stage, window, server, world, repository);
  },
};

async function fromSelection(
  stage: Stage,
  window: Workbench,
  world: World,
  repository: string,
): Promise<string> {
  return stage.step('a task is made of what is selected, and says where it stood', async () => {
    await window.openFile('notes.txt');
    await window.page.locator('.editor-instance .view-lines').first().click();
    await window.page.keyboard.press('Control+A');
    await window.command('Tercet: New Task from Selection');
    await window.accept('Enter hands it over');
    await window.showTercet();
    await window
      .row('Inbox', /Greet them.*approve spec.md/s)
      .first()
      .waitFor();
    const { description, summary } = await only(world, repository);
    assert.match(description, /In English, and politely\.\s+From notes\.txt, line 1 to 3\./);
    return summary.id;
  });
}

async function takeOver(
  stage: Stage,
  window: Workbench,
  world: World,
  repository: string,
  id: string,
): Promise<void> {
  const worktree = join(repository, '.tercet/worktrees', id);
  await stage.step('it is taken over, and its worktree opens in a window of its own', async () => {
    await window.contextMenu('Tasks', TITLE, 'Take Over');
    await window
      .row('Tasks', /Greet them.*taken over/s)
      .first()
      .waitFor();
    const opened = window.page.context().waitForEvent('page');
    await window.answerNotification(/is yours until you hand it back/, 'Open Worktree');
    const other = await opened;
    assert.equal(new URL(other.url()).searchParams.get('folder'), worktree);
    await other
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'notes.txt' })
      .waitFor();
    await other.close();
  });
  await stage.step(
    'edits are handed back with a message, and are a commit of the task',
    async () => {
      writeFileSync(join(worktree, 'a.txt'), 'by hand\n');
      await window.inlineAction('Tasks', TITLE, 'Hand Back');
      await window.type(/Message of the commit/, 'Say it by hand');
      await window.row('Tasks', /Greet them.*taken over/s).waitFor({ state: 'hidden' });
      await window
        .row('Inbox', /Greet them.*approve/s)
        .first()
        .waitFor();
      assert.match(world.git(repository, 'log', '--format=%s', `tercet/${id}`), /Say it by hand/);
      assert.equal(world.git(repository, 'show', `tercet/${id}:a.txt`), 'by hand');
    },
  );
}

async function rebase(
  stage: Stage,
  window: Workbench,
  world: World,
  repository: string,
  id: string,
): Promise<void> {
  await stage.step('it is moved onto the newest base after a question', async () => {
    writeFileSync(join(repository, 'b.txt'), 'b\n');
    world.git(repository, 'add', 'b.txt');
    world.git(repository, 'commit', '-q', '-m', 'Another');
    await window.contextMenu('Tasks', TITLE, 'Move onto the Newest Base');
    await window.answerDialog(/Move .Greet them. onto the newest main/, 'Rebase');
    await until('its branch has the newest commit', () =>
      world.git(repository, 'ls-tree', '--name-only', `tercet/${id}`).includes('b.txt'),
    );
    assert.equal(world.git(repository, 'show', `tercet/${id}:a.txt`), 'by hand');
    await window
      .row('Inbox', /Greet them.*approve/s)
      .first()
      .waitFor();
  });
}

async function mergeAndUndo(
  stage: Stage,
  window: Workbench,
  world: World,
  repository: string,
): Promise<void> {
  await stage.step('its merge is undone from its row', async () => {
    await window.inlineAction('Inbox', TITLE, 'Approve');
    // What nobody has looked at is shown first.
    await window.answerNotification(/Read spec.md first/, 'Approve');
    await window
      .row('Inbox', /Greet them.*merge into main/s)
      .first()
      .click();
    await window.answerDialog(/Merge.*Greet them/s, 'Merge');
    await window.mergedOrAsked(TITLE);
    assert.equal(world.git(repository, 'show', 'main:greeting.txt'), 'Hello');
    await window.contextMenu('Tasks', TITLE, 'Undo the Merge');
    await window.answerDialog(/Take .Greet them. out of main again/, 'Undo the Merge');
    await window.endedAs(TITLE, /undone/);
    assert.doesNotMatch(world.git(repository, 'ls-tree', '--name-only', 'main'), /greeting/);
  });
}

async function remove(
  stage: Stage,
  window: Workbench,
  world: World,
  repository: string,
): Promise<void> {
  await stage.step('a task is deleted, and one with work only if its id is typed', async () => {
    await window.contextMenu('Tasks', TITLE, 'Delete');
    const box = window.page.locator('.quick-input-widget', { hasText: 'Delete' });
    await box.waitFor();
    await takePicture(window, 'delete');
    await window.page.keyboard.type('something else');
    await box.getByText('Nothing, or greet-them-').waitFor();
    const { summary } = await only(world, repository);
    await window.type('Delete', summary.id);
    await window.rowGone('Tasks', TITLE);
    assert.equal((await only(world, repository)).summary.state.kind, 'deleted');
    // A window that lists anew has no row of it either.
    await window.page.reload({ waitUntil: 'commit' });
    await window.view('Tasks').getByText('Hand over a ticket').first().waitFor();
  });
}

async function quietAndLoud(
  stage: Stage,
  window: Workbench,
  server: CodeServer,
  world: World,
  repository: string,
): Promise<void> {
  const waits = async (title: string) => {
    await world.tercet(repository, 'new', title, '--trust');
    await window
      .row('Inbox', new RegExp(`${title}.*approve`, 's'))
      .first()
      .waitFor();
  };
  const loaded = async (loudness: string) => {
    server.settings({ 'tercet.notifications': loudness });
    await window.page.reload({ waitUntil: 'commit' });
    await window
      .row('Inbox', /approve/)
      .first()
      .waitFor();
  };
  await stage.step('with notifications off the inbox alone says what waits', async () => {
    await waits('Begin');
    await loaded('off');
    // What is told is told with the row: of the first nothing can come any more when the second has one.
    await waits('Quiet 1');
    await waits('Quiet 2');
    assert.equal(await window.notification('Quiet 1').count(), 0);
  });
  await stage.step('with all of them a task that was merged is told too', async () => {
    await loaded('all');
    await waits('Loud 1');
    await window.notification('Loud 1').first().waitFor();
    await window.clearNotifications();
    await world.tercet(repository, 'approve', 'loud-1', '--yes');
    await window
      .row('Inbox', /Loud 1.*merge into main/s)
      .first()
      .waitFor();
    await world.tercet(repository, 'merge', 'loud-1', '--yes');
    await window.notification('Loud 1: merged').first().waitFor();
    await takePicture(window, 'notification');
    await window.answerNotification('Loud 1: merged', 'Show');
    await window.row('Tasks', 'Loud 1').first().waitFor();
  });
}

/** The only task that there is, as a client sees it. */
async function only(world: World, repository: string): Promise<TaskView> {
  const client = world.client(repository);
  const { tasks } = await client.request(task.list, { all: true });
  assert.equal(tasks.length, 1);
  return client.request(task.show, { task: tasks[0]?.id ?? '' });
}
