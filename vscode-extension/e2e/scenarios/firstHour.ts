import type { Scenario } from '../stage.js';

/** A person installs the extension, hands over three tickets, and decides what is asked until all are merged. */
export const firstHour: Scenario = {
  name: 'first hour',
  async play(stage) {
    const world = stage.world();
    const repository = world.sample();
    const server = await stage.step('the package installs', () => stage.server(world));
    const window = await stage.step('the window opens', () =>
      stage.window(server, { kind: 'folder', path: repository }),
    );
    await stage.step('the views are there', () => window.showTercet());
  },
};
