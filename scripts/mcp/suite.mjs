// Runs the official conformance suite and the official clients against the fixture server.
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';

const [place, java, classPath, work, expectedFile] = process.argv.slice(2);
const run = promisify(execFile);
const RUNS = [
  { name: '0.1.16', suite: 'conformance-stable', options: [], scenarios: 30 },
  { name: '2025-11-25', suite: 'conformance-next', options: ['--requirements', '2025-11-25'], scenarios: 33 },
  { name: '2026-07-28', suite: 'conformance-next', options: ['--requirements', '2026-07-28'], scenarios: 50 },
];
const expected = new Set(
  readFileSync(expectedFile, 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean),
);
let wrong = 0;
const say = (ok, what) => {
  if (!ok) wrong++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}`);
};

const FIXTURES = ['-cp', classPath, 'dev.tercet.server.mcp.fixtures.FixtureServer'];
const server = spawn(java, [...FIXTURES, 'http'], { stdio: ['pipe', 'pipe', 'inherit'] });
const port = await new Promise((resolve, reject) => {
  server.stdout.once('data', (bytes) => resolve(Number(bytes)));
  server.once('exit', () => reject(new Error('the fixture server ended')));
});
const url = `http://localhost:${port}/mcp`;

async function conformance({ name, suite, options, scenarios }) {
  const program = join(place, 'node_modules', suite, 'dist/index.js');
  const output = join(work, name);
  const { stdout } = await run(
    process.execPath,
    [program, 'server', '--url', url, ...options, '-o', output],
    { maxBuffer: 1 << 26, cwd: work },
  ).catch((failed) => failed);
  const results = [...String(stdout).matchAll(/^(?:[✓✗]|\S) ([a-z0-9-]+): (\d+) passed, (\d+) failed/gmu)];
  say(results.length === scenarios, `${name}: ${results.length} of ${scenarios} scenarios were run`);
  let passed = 0;
  for (const [, scenario, , failed] of results) {
    const mayFail = expected.has(`${name}/${scenario}`);
    if (failed === '0' && !mayFail) passed++;
    else if (failed === '0') say(false, `${name}/${scenario} passes: take it out of expected-failures`);
    else say(mayFail, `${name}/${scenario}: ${failed} failed`);
  }
  say(passed > 0, `${name}: ${passed} scenarios passed`);
}

const require = createRequire(join(place, 'package.json'));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);

/** One foreign client: lists the tools, calls one, reads a resource. */
async function client(what, make) {
  try {
    const peer = await make();
    const { tools } = await peer.listTools();
    const called = await peer.callTool({ name: 'echo', arguments: { message: 'hello' } });
    const { contents } = await peer.readResource({ uri: 'test://static-text' });
    await peer.close();
    const fine = tools.length > 20 && called.content[0].text === 'Echo: hello' && contents.length === 1;
    say(fine, `${what}: lists, calls and reads`);
  } catch (failed) {
    say(false, `${what}: ${failed.stack ?? failed}`);
  }
}

async function clients() {
  const about = { name: 'foreign', version: '1' };
  const { Client: ClientOne } = await load('@modelcontextprotocol/sdk/client/index.js');
  const { StdioClientTransport: StdioOne } = await load('@modelcontextprotocol/sdk/client/stdio.js');
  const { StreamableHTTPClientTransport: HttpOne } = await load('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const connect = async (peer, transport) => {
    await peer.connect(transport);
    return peer;
  };
  const stdio = { command: java, args: [...FIXTURES, 'stdio'] };
  await client('client 1, HTTP', () => connect(new ClientOne(about), new HttpOne(new URL(url))));
  await client('client 1, stdio', () => connect(new ClientOne(about), new StdioOne(stdio)));
  const two = await load('@modelcontextprotocol/client');
  const { StdioClientTransport: StdioTwo } = await load('@modelcontextprotocol/client/stdio');
  for (const mode of ['legacy', 'auto']) {
    const options = { versionNegotiation: { mode } };
    const http = () => new two.StreamableHTTPClientTransport(new URL(url));
    await client(`client 2, ${mode}, HTTP`, () => connect(new two.Client(about, options), http()));
    await client(`client 2, ${mode}, stdio`, () => connect(new two.Client(about, options), new StdioTwo(stdio)));
  }
}

try {
  for (const one of RUNS) await conformance(one);
  await clients();
} finally {
  server.stdin.end();
}
console.log(wrong === 0 ? 'all as expected' : `${wrong} not as expected`);
process.exitCode = wrong === 0 ? 0 : 1;
