// The board in a sandboxed frame, as hosts show it, and the page on which a human decides: a real browser, a real daemon with
// scripted agents, the official client and the official bridge between a host and its apps.
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const [place, tercetCommand, chromium, work] = process.argv.slice(2);
const require = createRequire(join(place, 'package.json'));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { Client } = await load('@modelcontextprotocol/client');
const { StdioClientTransport } = await load('@modelcontextprotocol/client/stdio');
const { AppBridge } = await load('@modelcontextprotocol/ext-apps/app-bridge');
const { chromium: browserType } = (await load('playwright-core')).default;

let wrong = 0;
const say = (ok, what, detail = '') => {
  if (!ok) wrong++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}${ok || !detail ? '' : `: ${detail}`}`);
};

// ---- tasks in several states

const home = join(work, 'home');
const repository = join(work, 'shop');
const environment = { ...process.env, TERCET_HOME: home, GIT_CONFIG_GLOBAL: join(work, 'gitconfig') };
delete environment.TERCET_RUN;
const run = promisify(execFile);
const tercet = async (...words) => (await run(tercetCommand, words, { cwd: repository, env: environment })).stdout;
const asked = async (...words) => JSON.parse(await tercet(...words, '--json'));
const PLAN = `on plan
  write {artifacts}/spec.md <<END
  # CSV export

  ## Goal
  Invoices can be exported as CSV, every page of them, not only the one that is shown.

  ## Assumptions
  - Amounts are written with a point and two digits, whatever the account's locale.
  - A field with a comma, a quote or a <line break> is quoted (RFC 4180).

  ## Open questions
  - Should drafts be in it? Assumed no; to include them later costs a new column.

  ## Plan
  - [ ] Write the rows
  - [ ] Offer the download
  END
`;

function prepare() {
  mkdirSync(home, { mode: 0o700 });
  mkdirSync(repository);
  writeFileSync(join(work, 'gitconfig'), '[user]\n\tname = Ann\n\temail = ann@example.org\n[init]\n\tdefaultBranch = main\n');
  writeFileSync(join(repository, 'README.md'), 'A shop\n');
  for (const words of [['init', '-q'], ['add', '-A'], ['commit', '-qm', 'Begin']]) {
    execFileSync('git', words, { cwd: repository, env: environment });
  }
  writeFileSync(join(work, 'plan.script'), `${PLAN}on build\n  append notes.txt "x"\n`);
  writeFileSync(join(work, 'build.md'), '# Build\n\n### [ ] Step: Build\n<!-- agent: builder -->\nBuild it.\n');
  writeFileSync(join(work, 'ask.script'), 'on build\n  ask Which port shall it use? | 8080 | 9090\n');
  writeFileSync(join(work, 'build.script'), 'on build\n  append notes.txt "x"\n');
}

async function create(title, ...more) {
  return (await asked('new', title, ...more)).summary.id;
}

async function until(what, attempt) {
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(100)) {
    const found = await attempt();
    if (found) return found;
  }
  throw new Error(`waited in vain until ${what}: ${await tercet('list')}`);
}

async function makeTasks() {
  const csv = await create('CSV export', '--script', join(work, 'plan.script'));
  const port = await create('Metrics port', '-w', join(work, 'build.md'), '--script', join(work, 'ask.script'));
  const dark = await create('Dark mode for <the> account page', '-w', join(work, 'build.md'), '--script', join(work, 'build.script'));
  const old = await create('Spelling of the imprint', '--script', join(work, 'plan.script'));
  await tercet('abandon', old);
  for (const id of [csv, port, dark]) {
    await until(`${id} waits`, async () => (await asked('show', id)).decisions.length > 0);
  }
  return { csv, port, dark };
}

// ---- a host: the client to the daemon, a page with a sandboxed frame, the bridge between both

const CSP = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

/** The bridge's way to the frame, whose messages come by a function of the page. */
class FrameTransport {
  constructor(page) {
    this.page = page;
    this.sent = [];
  }

  async start() {
    await this.page.exposeFunction('fromApp', (message) => {
      this.sent.push(message);
      this.onmessage?.(message);
    });
  }

  async send(message) {
    await this.page.evaluate((one) => document.querySelector('iframe').contentWindow.postMessage(one, '*'), message);
  }

  async close() {
    this.onclose?.();
  }
}

async function hostPage(browser, colorScheme) {
  const context = await browser.newContext({ colorScheme, viewport: { width: 640, height: 480 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const errors = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.setContent(`<!doctype html><meta name="color-scheme" content="light dark">
    <style>body{margin:0;background:Canvas}iframe{width:640px;border:0;display:block}</style><body>`);
  return { page, errors, requests };
}

async function openBoard(browser, client, theme) {
  const { page, errors, requests } = await hostPage(browser, theme);
  const transport = new FrameTransport(page);
  const heard = { sizes: [], messages: [] };
  const capabilities = { serverTools: {}, openLinks: {}, message: { text: {} } };
  const bridge = new AppBridge(client, { name: 'suite', version: '1' }, capabilities, { hostContext: { theme } });
  const ready = new Promise((done) => (bridge.oninitialized = done));
  bridge.onsizechange = (size) => heard.sizes.push(size);
  bridge.onmessage = async (message) => {
    heard.messages.push(message);
    return {};
  };
  await bridge.connect(transport);
  const { contents } = await client.readResource({ uri: 'ui://tercet/board' });
  await page.evaluate(
    ({ html, csp }) => {
      addEventListener('message', ({ data }) => window.fromApp(data));
      const frame = document.createElement('iframe');
      frame.sandbox = 'allow-scripts';
      frame.srcdoc = html.replace('<meta charset', `<meta http-equiv="Content-Security-Policy" content="${csp}"><meta charset`);
      document.body.append(frame);
    },
    { html: contents[0].text, csp: CSP },
  );
  await ready;
  await bridge.sendToolInput({ arguments: { all: true } });
  const board = page.frameLocator('iframe');
  return { page, errors, requests, bridge, board, heard, transport, contents };
}

async function theBoard(browser, client, ids) {
  const { tools } = await client.listTools();
  const list = tools.find(({ name }) => name === 'list_tasks');
  say(list._meta?.ui?.resourceUri === 'ui://tercet/board', 'list_tasks names the board');
  for (const theme of ['light', 'dark']) {
    const { page, errors, requests, bridge, board, heard, contents } = await openBoard(browser, client, theme);
    await bridge.sendToolResult(await client.callTool({ name: 'list_tasks', arguments: { all: true } }));
    await board.getByText('Spelling of the imprint').waitFor();
    const text = await board.locator('body').innerText();
    say(Object.values(ids).every((id) => text.includes(id)), `${theme}: the board shows every task`, text);
    say(text.includes('Dark mode for <the> account page'), `${theme}: what people write is text`, text);
    say(contents[0].mimeType === 'text/html;profile=mcp-app' && contents[0]._meta?.ui?.prefersBorder === true, `${theme}: the resource is an app`);
    const background = await board.locator('html').evaluate((html) => getComputedStyle(html).colorScheme);
    say(background === theme, `${theme}: it wears the host's theme`, background);
    const size = await until('the board says its size', () => heard.sizes.at(-1));
    say(size.height > 100 && size.width <= 640, `${theme}: it says how large it is`, JSON.stringify(heard.sizes));
    await page.locator('iframe').evaluate((frame, height) => (frame.style.height = `${height}px`), size.height);
    await page.setViewportSize({ width: 640, height: size.height });
    await page.screenshot({ path: join(work, `board-${theme}.png`) });
    await board.getByRole('button', { name: 'Show me' }).first().click();
    const message = await until('the host is asked', () => heard.messages.at(-1));
    say(/Show me what task \S+ waits for/.test(message.content[0].text), `${theme}: a button asks the host`, JSON.stringify(message));
    say((await bridge.teardownResource({})) !== undefined, `${theme}: it lets itself be taken down`);
    say(errors.length === 0, `${theme}: nothing goes wrong in the frame`, errors.join('\n'));
    say(requests.every((url) => url.startsWith('about:') || url.startsWith('data:')), `${theme}: it asks nobody on the network`, requests.join());
    await page.context().close();
  }
}

/** The human is sent to the page, reads the spec and says yes. */
async function thePage(browser, ids) {
  const client = new Client({ name: 'suite', version: '1' }, { capabilities: { elicitation: { url: {} } }, versionNegotiation: { mode: 'legacy' } });
  const { page, errors } = await hostPage(browser, 'light');
  let visited = '';
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    visited = params.url;
    await page.goto(params.url);
    await page.setViewportSize({ width: 720, height: 860 });
    await page.screenshot({ path: join(work, 'page-light.png') });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: join(work, 'page-dark.png') });
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.getByRole('heading', { name: 'Done' }).waitFor();
    return { action: 'accept' };
  });
  await client.connect(new StdioClientTransport({ command: tercetCommand, args: ['mcp'], cwd: repository, env: environment }));
  const view = await asked('show', ids.csv);
  const [decision] = view.decisions;
  const { content, isError } = await client.callTool({
    name: 'decide',
    arguments: { task: ids.csv, decision: decision.id, revision: decision.revision, action: 'approve' },
  });
  say(!isError && content[0].text.startsWith('Done.'), 'page: a yes in the browser is done, and the host hears of it', content[0].text);
  const { receipts } = await asked('show', ids.csv);
  say(receipts.length === 1 && receipts[0].client.startsWith('browser (sent by mcp:suite'), 'page: the receipt names browser and host', JSON.stringify(receipts));
  const answer = await page.goto(visited);
  say(answer.status() === 404, 'page: its address is of no use any more', String(answer.status()));
  say(errors.filter((one) => !one.includes('404')).length === 0, 'page: nothing goes wrong in it', errors.join('\n'));
  await page.context().close();
  await client.close();
}

prepare();
const browser = await browserType.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] });
const client = new Client({ name: 'suite', version: '1' }, { versionNegotiation: { mode: 'legacy' } });
try {
  const ids = await makeTasks();
  await client.connect(new StdioClientTransport({ command: tercetCommand, args: ['mcp'], cwd: repository, env: environment }));
  await theBoard(browser, client, ids);
  await thePage(browser, ids);
} catch (broken) {
  say(false, 'the browser came to its end', broken.stack ?? String(broken));
} finally {
  await client.close();
  await browser.close();
  await tercet('daemon', 'stop').catch((failed) => say(false, 'the daemon stops', String(failed)));
}
console.log(wrong === 0 ? 'all as expected' : `${wrong} not as expected`);
process.exitCode = wrong === 0 ? 0 : 1;
