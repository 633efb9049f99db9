import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openBrowser } from './browser.js';
import { CodeServer } from './codeServer.js';
import { THEMES } from './pictures.js';
import { Workbench } from './workbench.js';

/**
 * Opens a folder in a window with a packaged extension, does what the arguments say, and takes pictures. For whoever
 * works on the extension: `scripts/vscode/look FOLDER [show] [command=TITLE] [click=CSS] [text=TEXT] [key=KEY]
 * [type=TEXT] [wait=CSS] [pause=MS] [light] [dark] [contrast] [shot=FILE.png]…`, in this order. The daemon is that of TERCET_HOME.
 */
async function look(folder: string, acts: readonly string[]): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'tvl-'));
  const packages = [process.env['TERCET_E2E_VSIX'] ?? ''].filter((file) => file !== '');
  const server = await CodeServer.start({ home, environment: process.env, packages });
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const opened = statSync(folder).isDirectory() ? 'folder' : 'workspace';
    const window = await Workbench.open(context, server.url, {
      kind: opened,
      path: resolve(folder),
    });
    window.page.on('console', (message) => {
      if (message.type() === 'error') {
        console.error(`[window] ${message.text().slice(0, 300)}`);
      }
    });
    for (const act of acts) {
      const [word = '', ...rest] = act.split('=');
      console.log(act);
      await perform(window, word, rest.join('='));
    }
  } catch (error) {
    console.error(error);
    await Promise.all(
      browser
        .contexts()[0]
        ?.pages()
        .map(async (page) => {
          writeFileSync('look-failed.png', await page.screenshot());
        }) ?? [],
    );
    process.exitCode = 1;
  } finally {
    await browser.close();
    const logs = join(tmpdir(), 'tercet-look-logs');
    await server.stop(logs);
    console.log(`logs: ${logs} (${readdirSync(logs).join(', ')})`);
    rmSync(home, { recursive: true, force: true });
  }
}

async function perform(window: Workbench, word: string, what: string): Promise<void> {
  const { page } = window;
  switch (word) {
    case 'show':
      return window.showTercet();
    case 'command':
      return window.command(what);
    case 'click':
      return page.locator(what).first().click();
    case 'text':
      return page.getByText(what).first().click();
    case 'hover':
      return page.locator(what).first().hover();
    case 'key':
      return page.keyboard.press(what);
    case 'type':
      return page.keyboard.type(what);
    case 'wait':
      return page.locator(what).first().waitFor();
    case 'pause':
      return page.waitForTimeout(Number(what));
    case 'light':
    case 'dark':
    case 'contrast':
      return window.theme(THEMES[word]);
    case 'html':
      console.log(await page.locator(what).first().innerHTML());
      return;
    case 'shot':
      writeFileSync(what, await window.picture());
      return;
    default:
      throw new Error(`there is no act ${word}`);
  }
}

const [folder = '.', ...acts] = process.argv.slice(2);
await look(folder, acts);
