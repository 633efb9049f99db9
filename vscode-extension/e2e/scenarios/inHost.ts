import { resolve } from 'node:path';
import { format } from 'node:util';
import { within } from '../await.js';
import { openBrowser } from '../browser.js';
import { place } from '../place.js';
import type { Scenario } from '../stage.js';

const SCRIPT = `
on plan
  write {artifacts}/spec.md "# Greet\\n\\n## Goal\\nGreet.\\n\\n## Plan\\n- [ ] Greet\\n"
  say Planned.
on build
  write greeting.txt "Hello"
  run mv old-name.txt new-name.txt
  run printf '\\000\\001\\377' > picture.bin
  run printf 'caf\\351 noir\\n' > latin1.txt
  say Built.
on any
  say Nothing found.
`;
const LINE = /^(ok|not ok) - (.*)$/;

/** The tests that run inside the extension host, where commands and documents can be reached. */
export const inHost: Scenario = {
  name: 'in the extension host',
  async play(stage) {
    const world = stage.world();
    const script = world.write('greet.script', SCRIPT);
    world.agents(script);
    const repository = world.repository('shop', {
      'a.txt': 'a\n',
      'old-name.txt': 'The same text,\nwhich moves elsewhere\nand stays what it is.\n',
      'picture.bin': Buffer.from([0, 1, 2, 3, 0, 255]),
      'latin1.txt': Buffer.from('caf\xe9\n', 'latin1'),
    });
    const server = await stage.server(world, {
      packages: [],
      hostTests: true,
      environment: { ...world.environment, TERCET: place.tercet, TERCET_E2E_SCRIPT: script },
    });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      const since = Date.now();
      let failing: string | undefined;
      const ended = new Promise<number>((done) => {
        void page.exposeFunction('codeAutomationExit', (code: number) => {
          done(code);
        });
      });
      await page.exposeFunction('codeAutomationLog', (_: string, words: unknown[]) => {
        for (const line of format(...words).split('\n')) {
          const [, outcome, name = ''] = LINE.exec(line) ?? [];
          if (outcome === 'ok') {
            stage.report.pass(`in the extension host: ${name}`, since);
          } else if (outcome === 'not ok') {
            failing = name;
            stage.report.fail(`in the extension host: ${name}`, since, format(...words));
          }
        }
      });
      const uri = (path: string): string =>
        `vscode-remote://${new URL(server.url).host}${resolve(path)}`;
      const payload = [
        ['extensionDevelopmentPath', uri(place.extension)],
        ['extensionTestsPath', uri(place.hostTests)],
        ['skipWelcome', 'true'],
      ];
      const query = `folder=${encodeURIComponent(repository)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
      await page.goto(`${server.url}/?${query}`);
      const code = await within('the tests in the extension host end', 240_000, ended);
      if (code !== 0 && failing === undefined) {
        throw new Error(`the extension host ended its tests with ${code} and named none`);
      }
    } finally {
      await browser.close();
    }
  },
};
