import assert from 'node:assert/strict';
import { heardIn, takePicture, takePictures } from '../pictures.js';
import { until } from '../await.js';
import type { Scenario, Stage } from '../stage.js';
import type { Workbench } from '../workbench.js';
import type { World } from '../world.js';

const TOKENS = 'Refresh-token rotation';
const EXPORT = 'Invoice CSV export';
const SEARCH = 'Search date filter';
/** Two reviewers say it in their own words; either may be the first. */
const LOST_ROWS = /Cursor holds only the date|Invoices of the same date are lost/;
const TICKETS = [TOKENS, EXPORT, SEARCH];

/** A person installs the extension, hands over three tickets, and decides what is asked until all are merged. */
export const firstHour: Scenario = {
  name: 'first hour',
  async play(stage) {
    const world = stage.world();
    const repository = world.sample();
    const server = await stage.step('the package installs', () => stage.server(world));
    const folder = { kind: 'folder', path: repository } as const;
    const first = await stage.step('the window opens', () => stage.window(server, folder));
    await begin(stage, first);
    await handOver(stage, first);
    await approve(stage, first);
    await answer(stage, first);
    const second = await closeAndReopen(stage, first, () => stage.window(server, folder));
    await judge(stage, second);
    await merge(stage, second, world, repository);
  },
};

async function begin(stage: Stage, window: Workbench): Promise<void> {
  await stage.step('the walkthrough shows three steps', async () => {
    await window.command('Tercet: Show Walkthrough');
    const steps = window.page.locator('.getting-started-step');
    await steps.first().waitFor();
    assert.equal(await steps.count(), 3);
    // What a step shows is seen where the window is wide enough for both.
    await window.command('View: Toggle Primary Side Bar Visibility');
    await window.webview().locator('svg').first().waitFor();
    await takePicture(window, 'walkthrough');
    await window.command('View: Toggle Primary Side Bar Visibility');
    await window.command('View: Close All Editors');
  });
  await stage.step('an empty inbox says how to begin', async () => {
    await window.showTercet();
    await window.widenSideBar(170);
    await window.view('Tasks').getByText('New Task').first().waitFor();
  });
}

async function handOver(stage: Stage, window: Workbench): Promise<void> {
  await stage.step('three tickets are handed over from a file', async () => {
    await window.inExplorer('tickets.md', 'New Tasks from a File of Tickets');
    await window.acceptTicked(TICKETS.length);
    await window.showTercet();
    for (const ticket of TICKETS) {
      await window.row('Tasks', ticket).first().waitFor();
    }
  });
  await stage.step('three specs wait in the inbox', async () => {
    for (const ticket of TICKETS) {
      await window
        .row('Inbox', new RegExp(`${ticket}.*approve spec.md`, 's'))
        .first()
        .waitFor();
    }
    await until(
      'the badge counts them',
      () => window.badge().first().innerText(),
      (text) => text === '3',
    );
    await window.status(/3/).first().waitFor();
  });
}

async function approve(stage: Stage, window: Workbench): Promise<void> {
  await stage.step('a spec is opened from the inbox, with what to decide', async () => {
    await window.row('Inbox', TOKENS).first().click();
    await window.tab('spec.md').waitFor();
    await window
      .status(/Approve spec.md, revision 1/)
      .first()
      .waitFor();
    await window
      .codeLens(/Approve/)
      .first()
      .waitFor();
    await window.clearNotifications();
    await takePictures(window, 'spec', ['light', 'contrast']);
  });
  await stage.step('it is approved where it is', async () => {
    await window
      .status(/Approve spec.md, revision 1/)
      .first()
      .click();
    await window.rowGone('Inbox', /Refresh-token rotation.*approve/s);
  });
  await stage.step('another is approved from the editor’s title', async () => {
    await window.row('Inbox', EXPORT).first().click();
    await window
      .status(/Approve spec.md, revision 1/)
      .first()
      .waitFor();
    await window.command('Tercet: Approve This Revision');
    await window.rowGone('Inbox', /Invoice CSV export.*approve/s);
  });
  await stage.step(
    'a third is sent back with a line, and comes again with what changed',
    async () => {
      await window.row('Inbox', SEARCH).first().click();
      await window
        .status(/Approve spec.md, revision 1/)
        .first()
        .waitFor();
      await window.command('Tercet: Reject with a Correction');
      await window.type(/What is wrong/, 'say what happens without a text');
      await window
        .row('Inbox', /Search date filter.*revision 2/s)
        .first()
        .waitFor();
      await window.row('Inbox', SEARCH).first().click();
      await window
        .status(/Approve spec.md, revision 2/)
        .first()
        .click();
      await window.rowGone('Inbox', /Search date filter.*approve/s);
    },
  );
}

async function answer(stage: Stage, window: Workbench): Promise<void> {
  await stage.step('the run that asks is read in its transcript, with the question', async () => {
    await window
      .row('Inbox', /How long may a refresh token live/)
      .first()
      .waitFor();
    await window.contextMenu('Inbox', /How long may a refresh token live/, 'Open Transcript');
    const page = window.webview();
    await page.getByText('everything is ready but for one number').first().waitFor();
    await page.getByRole('button', { name: '7 days' }).first().waitFor();
    await window.toastsGone();
    await takePictures(window, 'transcript', ['light', 'contrast']);
    const heard = await heardIn(page.locator('body'), 'transcript');
    assert.match(heard, /feed "/);
    assert.match(heard, /article "[^"]*everything is ready but for one number/);
    assert.match(heard, /button "7 days"/);
  });
  await stage.step('a question is answered from a notification', async () => {
    await window.answerNotification(/How long may a refresh token live/, '7 days');
    await window.rowGone('Inbox', /How long may a refresh token live/);
  });
}

async function closeAndReopen(
  stage: Stage,
  window: Workbench,
  open: () => Promise<Workbench>,
): Promise<Workbench> {
  return stage.step('the window is closed and opened: tasks went on', async () => {
    await window.page.context().close();
    const again = await open();
    await again.showTercet();
    await again.widenSideBar(170);
    await again
      .row('Inbox', /Invoice CSV export.*1 finding/s)
      .first()
      .waitFor();
    return again;
  });
}

async function judge(stage: Stage, window: Workbench): Promise<void> {
  await stage.step('the inbox shows decisions with what they are about', async () => {
    await window
      .row('Inbox', /Search date filter.*1 finding/s)
      .first()
      .waitFor();
    await window.row('Tasks', EXPORT).first().click();
    await window.row('Tasks', 'Steps').first().waitFor();
    await window.clearNotifications();
    await takePictures(window, 'inbox', ['light', 'contrast']);
    const inbox = await heardIn(window.view('Inbox'), 'inbox');
    assert.match(inbox, /treeitem "1 finding to judge: Search date filter"/);
    assert.match(inbox, /treeitem "[^"]*DateRange could be called Period/);
    const tasks = await heardIn(window.view('Tasks'), 'tasks');
    assert.match(tasks, /treeitem "Needs you, 2 tasks"/);
    assert.match(tasks, /treeitem "[^"]*Invoice CSV export[^"]*needs you/);
    for (const rows of [inbox, tasks]) {
      assert.doesNotMatch(rows, /treeitem(?! ")/, 'every row has a name');
    }
  });
  await stage.step('a finding is read on its lines, and accepted with a line', async () => {
    await window.row('Inbox', LOST_ROWS).first().click();
    const thread = window.threads(LOST_ROWS).first();
    await thread.waitFor();
    await window.clearNotifications();
    await takePictures(window, 'review', ['light', 'contrast']);
    await window.reply(thread, 'put the number into the cursor, and test it', 'Accept');
    await window.rowGone('Inbox', LOST_ROWS);
  });
  await stage.step('another is dismissed with a reason', async () => {
    await window
      .row('Inbox', /DateRange could be called Period/)
      .first()
      .click();
    const thread = window.threads(/DateRange could be called Period/).first();
    await thread.waitFor();
    await window.reply(thread, 'java.time.Period is a length of time', 'Dismiss');
    await window.rowGone('Inbox', /DateRange could be called Period/);
  });
  await stage.step('the second pass shows only what changed', async () => {
    await window
      .row('Inbox', /Invoice CSV export.*merge into main/s)
      .first()
      .waitFor();
    await window.contextMenu('Inbox', EXPORT, 'What Changed since the Last Review');
    await window.page.locator('.multiDiffEntry, .multi-diff-editor').first().waitFor();
    await window.clearNotifications();
    await takePictures(window, 'second-pass', ['light', 'contrast']);
    await window.command('View: Close All Editors');
  });
}

async function merge(
  stage: Stage,
  window: Workbench,
  world: World,
  repository: string,
): Promise<void> {
  for (const ticket of TICKETS) {
    await stage.step(`it is merged: ${ticket}`, async () => {
      const row = window.row('Inbox', new RegExp(`${ticket}.*merge into main`, 's')).first();
      await row.click();
      await window.answerDialog(new RegExp(`Merge.*${ticket}`, 's'), 'Merge');
      await window.mergedOrAsked(ticket);
    });
  }
  await stage.step('the target has all three, with what was answered', () => {
    const log = world.git(repository, 'log', '--format=%s', 'main');
    for (const ticket of TICKETS) {
      assert.match(log, new RegExp(ticket));
    }
    assert.match(world.git(repository, 'show', 'main:src/billing/Tokens.java'), /ofDays\(7\)/);
    return Promise.resolve();
  });
}
