import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeDaemon, type Manner } from '../fakeDaemon.js';
import { until } from '../await.js';
import { takePicture } from '../pictures.js';
import type { Scenario, Stage } from '../stage.js';
import type { World } from '../world.js';

/** What is on the daemon's socket, and what a person must be able to read then. */
const STRANGE: readonly (readonly [string, Manner, RegExp])[] = [
  ['older', { kind: 'version', version: '0.0.1' }, /0\.0\.1 is running, older/],
  ['newer', { kind: 'version', version: '99.0.0' }, /99\.0\.0 is running, newer/],
  [
    'of another protocol',
    { kind: 'refuses', reason: 'this daemon speaks tercet/9' },
    /speaks tercet\/9/,
  ],
  ['rubbish', { kind: 'rubbish' }, /no Tercet|not a daemon/],
  ['broken in its frames', { kind: 'broken-frames' }, /no Tercet|not a daemon|header/],
  ['silent', { kind: 'silent' }, /not answered/],
];

/** The daemon is missing, old, newer, slow or not a daemon at all; it crashes and comes back. */
export const strangeDaemons: Scenario = {
  name: 'strange daemons',
  async play(stage) {
    const world = stage.world();
    const repository = world.repository('shop', {
      'a.txt': 'a\n',
      '.tercet/settings.json': '{}\n',
    });
    const server = await stage.server(world, {
      settings: { 'tercet.path': '/nowhere/tercet' },
    });
    const folder = { kind: 'folder', path: repository } as const;
    // What the package brings must not start a real daemon beside those that are played here.
    writeFileSync(
      join(server.extension('tercet.tercet'), 'server/bin/tercet'),
      '#!/bin/sh\nexit 1\n',
    );

    await stage.step('a program that is not there is named', async () => {
      const window = await stage.window(server, folder);
      await window.showTercet();
      await window.says(/\/nowhere\/tercet cannot be started/);
      await window.close();
    });

    await stage.step('a missing Java is said with what to install', async () => {
      const program = world.write(
        'no-java/tercet',
        '#!/bin/sh\necho "tercet: no Java 25 or newer in JAVA_HOME, PATH or the usual folders" >&2\nexit 1\n',
      );
      chmodSync(program, 0o755);
      server.settings({ 'tercet.path': program });
      const window = await stage.window(server, folder);
      await window.showTercet();
      await window.says(/needs Java 25/);
      await window.close();
    });

    server.settings({ 'tercet.path': '/nowhere/tercet' });
    for (const [name, manner, words] of STRANGE) {
      await stage.step(`a daemon that is ${name} is said so`, async () => {
        const fake = await FakeDaemon.listen(world.home, manner);
        try {
          const window = await stage.window(server, folder);
          await window.showTercet();
          await window.says(words);
          await window.close();
        } finally {
          await fake.close();
        }
      });
    }
    await crashes(stage, world, repository);
  },
};

async function crashes(stage: Stage, world: World, repository: string): Promise<void> {
  world.agents(world.write('plans.script', PLANS));
  const server = await stage.server(world);
  const window = await stage.window(server, { kind: 'folder', path: repository });
  await stage.step('a task waits in the inbox', async () => {
    await world.tercet(repository, 'new', 'Wait for me', '--trust');
    await window.showTercet();
    await window.row('Inbox', 'Wait for me').first().waitFor();
  });
  await stage.step(
    'a daemon that was killed is started again, and the inbox is as it was',
    async () => {
      const before = await world.daemon();
      await world.kill();
      await until(
        'another daemon runs',
        () => world.daemon(),
        (pid) => pid !== before,
      );
      await window.row('Inbox', 'Wait for me').first().waitFor();
      await world.tercet(repository, 'new', 'Come later', '--trust');
      await window.row('Inbox', 'Come later').first().waitFor();
    },
  );
  await stage.step('one that a person stopped stays so until they start it', async () => {
    await world.tercet(repository, 'daemon', 'stop');
    await window.says(/Tercet was stopped/);
    await takePicture(window, 'stopped');
    await assert.rejects(world.tercet(repository, 'daemon', 'status'), /no daemon runs/);
    await window.command('Tercet: New Task…');
    await window.type('Enter hands it over', 'Not yet');
    await window.answerNotification(/Tercet was stopped/, 'Start Tercet');
    await until('a daemon runs', () => world.daemon());
    await window
      .status(/2 need you/)
      .first()
      .waitFor();
  });
  await stage.step('one that is started elsewhere is found', async () => {
    await world.tercet(repository, 'daemon', 'stop');
    await window.says(/Tercet was stopped/);
    await window
      .status(/stopped/)
      .first()
      .click();
    await window.page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'Start Tercet' })
      .waitFor();
    await window.page.keyboard.press('Escape');
    await world.tercet(repository, 'daemon', 'start');
    await window
      .status(/2 need you/)
      .first()
      .waitFor();
  });
}

const PLANS = `
on plan
  write {artifacts}/spec.md "# Wait\\n\\n## Goal\\nWait.\\n\\n## Plan\\n- [ ] Wait\\n"
  say Planned.
on any
  say Done.
`;
