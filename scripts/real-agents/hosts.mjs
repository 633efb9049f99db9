// Claude Code and Codex as agent hosts, without their screens: each is told of Tercet by `tercet mcp install`, is asked to
// ship three tickets, and does what a scripted model says. Ends with "N passed, M failed".
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startModelServer } from './model-server.mjs';

const here = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname);
const tercetCommand = resolve(here, '../../dist/bin/tercet');
const agents = process.argv[2];
// Not below the system's temporary folder: Codex refuses to live there.
const root = mkdtempSync(join(dirname(agents), 'hosts-'));
const home = join(root, 'h');
const repository = join(root, 'repository');
const script = join(root, 'greet.script');
const run = promisify(execFile);
const failures = [];
let passed = 0;

function check(what, holds, detail = '') {
  if (holds) passed += 1;
  else failures.push(what);
  console.log(`${holds ? 'ok  ' : 'FAIL'}  ${what}${holds || !detail ? '' : `\n          ${detail}`}`);
}

const environment = { ...process.env, TERCET_HOME: home, GIT_CONFIG_GLOBAL: join(root, 'gitconfig') };
delete environment.TERCET_RUN;
async function tercet(words, more = {}) {
  const { stdout } = await run(tercetCommand, words, { cwd: repository, env: { ...environment, ...more }, maxBuffer: 1 << 26 });
  return stdout;
}
const asked = async (...words) => JSON.parse(await tercet([...words, '--json']));

// ---- the hosts

const claude = join(agents, 'node_modules/@anthropic-ai/claude-agent-sdk-linux-x64/claude');
const HOSTS = [
  {
    name: 'claude',
    client: 'mcp:claude-code',
    command: existsSync(claude) ? claude : join(agents, 'node_modules/.bin/claude'),
    words: (prompt) => ['-p', '--output-format', 'stream-json', '--verbose', '--allowedTools', 'mcp__tercet', '--', prompt],
    prepare(folder, url) {
      return {
        HOME: folder,
        ANTHROPIC_BASE_URL: url,
        ANTHROPIC_API_KEY: 'sk-ant-dummy',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        CLAUDE_CODE_MAX_RETRIES: '1',
        DISABLE_AUTOUPDATER: '1',
        ENABLE_TOOL_SEARCH: 'false',
      };
    },
  },
  {
    name: 'codex',
    client: 'mcp:codex-mcp-client',
    command: join(agents, 'node_modules/.bin/codex'),
    // Nobody is there to confirm a call, so the host is told to let them through; Tercet asks all the same.
    words: (prompt) => ['exec', '--json', '-s', 'read-only', '-c', 'mcp_servers.tercet.default_tools_approval_mode="approve"', prompt],
    prepare(folder, url) {
      const codexHome = join(folder, '.codex');
      mkdirSync(codexHome, { recursive: true });
      const config = [
        '# The provider of this test.',
        'model = "gpt-5.1-codex"',
        'model_provider = "local"',
        'check_for_update_on_startup = false',
        '',
        '[model_providers.local]',
        'name = "local"',
        `base_url = "${url}/v1"`,
        'env_key = "LOCAL_KEY"',
        'wire_api = "responses"',
        'request_max_retries = 1',
        'stream_max_retries = 1',
        'supports_websockets = false',
        '',
        '[analytics]',
        'enabled = false',
      ];
      writeFileSync(join(codexHome, 'config.toml'), `${config.join('\n')}\n`);
      return { HOME: folder, CODEX_HOME: codexHome, LOCAL_KEY: 'dummy' };
    },
  },
];

const BASE = { PATH: process.env.PATH, LANG: 'C.UTF-8', TERM: 'dumb' };
async function ask(host, env, prompt) {
  const options = { cwd: repository, env: { ...BASE, ...env }, maxBuffer: 1 << 26, timeout: 240_000 };
  const started = run(host.command, host.words(prompt), options);
  started.child.stdin.end();
  return started.then(({ stdout }) => stdout, (failed) => `${failed.stdout}${failed.stderr}${failed.message}`);
}

// ---- the model: each turn follows from what the tools have said so far

const GREETINGS = ['First', 'Second', 'Third'];
const call = (tool, args) => ({ calls: [{ op: 'tercet', tool, args }] });
const lastOf = (text, pattern) => [...text.matchAll(pattern)].at(-1);
const tickets = (host) =>
  GREETINGS.map((which) => ({ title: `${which} greeting by ${host}`, script, verify: 'test -f README.md' }));

function next(host, conversation, tools) {
  const text = conversation.text.replaceAll('\\', '');
  const said = (name) => tools.push(name);
  // Claude Code does not wait for its servers, and gives the model a tool for that.
  const offered = conversation.tools.some(({ name }) => name.endsWith('create_tasks'));
  if (!offered && conversation.tools.some(({ name }) => name === 'WaitForMcpServers')) return call('WaitForMcpServers', {});
  const ids = new Set([...text.matchAll(new RegExp(`\\b(?:first|second|third)-greeting-by-${host}-[a-z0-9]{4}\\b`, 'g'))].map(([id]) => id));
  if (ids.size === 0) {
    said('create_tasks');
    return { text: 'I put the tickets in.', ...call('create_tasks', { tickets: tickets(host) }) };
  }
  const waiting = [...ids].filter((id) => new RegExp(`${id}/d\\d|"task":"${id}","id":"d|"id":"d\\d+","task":"${id}"`).test(text));
  if (waiting.length === 0) {
    said('wait_for_tasks');
    return call('wait_for_tasks', { tasks: [...ids], seconds: 10 });
  }
  const [task] = waiting;
  const asked = tools.at(-1);
  if (!tools.includes('show_task') || asked === 'wait_for_tasks') {
    said('show_task');
    return call('show_task', { task });
  }
  if (asked === 'show_task') {
    said('decide');
    // Some hosts give the model the words of a result, some its structure.
    const revision = lastOf(text, new RegExp(`decision="d1", revision=(\\d+)|"id":"${task}","revision":(\\d+)`, 'g'));
    return call('decide', { task, decision: 'd1', revision: Number(revision?.[1] ?? revision?.[2]), action: 'approve' });
  }
  if (asked === 'decide') {
    said('read_output');
    return call('read_output', { task, what: 'artifact', name: 'spec.md' });
  }
  return { text: `Read of ${task}: ${/Says hello/.test(text) ? 'the spec is there' : 'there is no spec'}.` };
}

// ---- a day with each

async function day(host, model) {
  const folder = join(root, host.name);
  mkdirSync(folder, { recursive: true });
  const env = host.prepare(folder, model.url);
  const installed = await tercet(['mcp', 'install', host.name, '--yes'], env);
  check(`${host.name}: tercet mcp install writes its file`, installed.includes(folder), installed);
  const again = await tercet(['mcp', 'install', host.name, '--yes'], env);
  check(`${host.name}: … once`, again.includes('has it already'), again);

  const tools = [];
  model.next = (conversation) => next(host.name, conversation, tools);
  settings('ask');
  let output = await ask(host, env, '## Ticket\n\nShip the three greetings, and tell me what the first spec says.');
  const { tasks } = await asked('list');
  const mine = tasks.filter(({ id }) => id.includes(`-greeting-by-${host.name}-`));
  check(`${host.name}: three tasks were created in one call`, mine.length === 3 && tools.filter((one) => one === 'create_tasks').length === 1, output.slice(-2000));
  check(`${host.name}: it waited until a human was needed`, tools.includes('wait_for_tasks'), tools.join());
  check(`${host.name}: it read an artifact`, output.includes('the spec is there'), output.slice(-3000));
  const view = await asked('show', mine[0]?.id);
  check(`${host.name}: where nobody answers its form, nothing is decided`, view.receipts.length === 0 && output.includes('did not agree'), JSON.stringify(view.receipts) + output.slice(-2000));

  tools.length = 0;
  settings('allow');
  output = await ask(host, env, `## Ticket\n\nApprove the spec of ${mine[0].id}/d1 as I said.`);
  const receipts = (await Promise.all(mine.map(({ id }) => asked('show', id)))).flatMap((one) => one.receipts);
  check(
    `${host.name}: where its confirmation counts, it decides, and the receipt says so`,
    receipts.length === 1 && receipts[0].client === `${host.client} (the host's confirmation)`,
    JSON.stringify(receipts) + output.slice(-2000),
  );
  for (const { id } of mine) await tercet(['abandon', id]);
}

const settings = (decisions) => writeFileSync(join(home, 'settings.json'), JSON.stringify({ 'mcp.decisions': decisions }));

writeFileSync(join(root, 'gitconfig'), '[user]\n\tname = Suite\n\temail = suite@example.org\n[init]\n\tdefaultBranch = main\n');
mkdirSync(home, { mode: 0o700 });
mkdirSync(repository);
writeFileSync(join(repository, 'README.md'), 'A sample\n');
for (const words of [['init', '-q'], ['add', '-A'], ['commit', '-qm', 'Begin']]) {
  execFileSync('git', words, { cwd: repository, env: environment });
}
const SPEC = `# Greeting\n\n## Assumptions\n- Says hello.\n\n## Plan\n- [ ] Say hello\n`;
writeFileSync(
  script,
  `on plan\n  write {artifacts}/spec.md <<END\n${SPEC.replace(/^/gm, '  ').trimEnd()}\n  END\non build\n  append greeting.txt "hello"\non review\n  say Nothing found.\n`,
);
await tercet(['daemon', 'start']);
const holder = {};
const model = Object.assign(holder, await startModelServer((conversation) => holder.next(conversation)));
try {
  for (const host of HOSTS) {
    await day(host, model).catch((broken) => check(`${host.name}: the day came to its end`, false, broken.stack));
  }
} finally {
  await tercet(['daemon', 'stop']).catch((failed) => console.error(String(failed)));
  model.close();
  if (process.env.TERCET_KEEP !== undefined || failures.length > 0) console.log(`kept: ${root}`);
  else rmSync(root, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
