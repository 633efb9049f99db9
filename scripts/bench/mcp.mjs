// Measures two MCP servers with the same client, in turns. Prints a line `NAME FIGURE` each; see the script `mcp`.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';

const [tercet, node, everything, httpFile, daemon] = process.argv.slice(2);
const STARTS = Number(process.env.TERCET_BENCH_STARTS ?? 15);
const CALLS = Number(process.env.TERCET_BENCH_CALLS ?? 4000);
const ROUNDS = 3;
const INITIALIZE = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'bench', version: '1' },
};
const OURS = { command: [tercet, 'mcp'], call: { name: 'list_tasks', arguments: {} } };
const PEER = { command: [node, everything, 'stdio'], call: { name: 'echo', arguments: { message: 'hello' } } };
const now = () => Number(process.hrtime.bigint()) / 1e6;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
/** Processor time of processes so far, in microseconds; the system counts in hundredths of a second. */
const processor = (pids) =>
  pids
    .map((pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' '))
    .reduce((sum, fields) => sum + (Number(fields[11]) + Number(fields[12])) * 10_000, 0);
const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/** A server on its streams. */
class Stdio {
  #waiting = new Map();
  #last = 0;
  #rest = '';

  constructor([command, ...words]) {
    this.started = now();
    this.process = spawn(command, words, { stdio: ['pipe', 'pipe', 'ignore'] });
    this.process.stdout.setEncoding('utf8');
    this.process.stdout.on('data', (text) => {
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop();
      for (const line of lines) {
        const message = JSON.parse(line);
        if (message.method === undefined) {
          this.#waiting.get(message.id)?.(message);
          this.#waiting.delete(message.id);
        }
      }
    });
  }

  async open() {
    await this.ask('initialize', INITIALIZE);
    this.process.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    return this;
  }

  ask(method, params) {
    const id = ++this.#last;
    this.process.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    return new Promise((done) => this.#waiting.set(id, done));
  }

  close() {
    this.process.stdin.end();
    this.process.kill();
    return new Promise((done) => this.process.once('exit', done));
  }
}

/** A server over Streamable HTTP, with a session. */
class Http {
  #last = 0;
  #session;

  constructor(url, headers, connections) {
    this.url = new URL(url);
    this.headers = headers;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  }

  async open() {
    await this.ask('initialize', INITIALIZE);
    await this.#post({ jsonrpc: '2.0', method: 'notifications/initialized' });
    return this;
  }

  async ask(method, params) {
    const text = await this.#post({ jsonrpc: '2.0', id: ++this.#last, method, params });
    return JSON.parse(text.startsWith('{') ? text : text.split('\n').findLast((line) => line.startsWith('data: {')).slice(6));
  }

  #post(message) {
    const body = JSON.stringify(message);
    const headers = {
      ...this.headers,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'content-length': Buffer.byteLength(body),
      'mcp-protocol-version': '2025-11-25',
      ...(this.#session && { 'mcp-session-id': this.#session }),
    };
    return new Promise((done, failed) => {
      const { hostname, port, pathname: path } = this.url;
      const request = http.request({ hostname, port, path, method: 'POST', agent: this.agent, headers }, (response) => {
        this.#session ??= response.headers['mcp-session-id'];
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part) => (text += part));
        response.on('end', () => done(text));
      });
      request.on('error', failed);
      request.end(body);
    });
  }

  close() {
    this.agent.destroy();
  }
}

/** Calls per second with so many on the way. */
async function rate(server, call, width, calls) {
  let left = calls;
  const begun = now();
  const lane = async () => {
    while (left-- > 0) {
      const answer = await server.ask('tools/call', call);
      if (answer.error || answer.result.isError) throw new Error(JSON.stringify(answer));
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return (calls / (now() - begun)) * 1000;
}

const say = (name, ours, peer, ratio) => {
  console.log(`${name}.ours ${ours.toFixed(0)}`);
  console.log(`${name}.peer ${peer.toFixed(0)}`);
  console.log(`${name} ${ratio.toFixed(2)}`);
};
/** Both in turns, warm, the better half of luck taken by the median. */
async function compare(name, ours, peer, width, calls, pids) {
  const rates = { ours: [], peer: [] };
  const used = { ours: 0, peer: 0 };
  const once = async (who, server, call) => {
    const before = processor(pids[who]);
    rates[who].push(await rate(server, call, width, calls));
    used[who] += processor(pids[who]) - before;
  };
  await rate(ours, OURS.call, width, calls);
  await rate(peer, PEER.call, width, calls);
  for (let round = 0; round < ROUNDS; round++) {
    await once('ours', ours, OURS.call);
    await once('peer', peer, PEER.call);
  }
  const each = (who) => Math.round(used[who] / calls / ROUNDS);
  console.log(`${name}.processor ours ${each('ours')}, peer ${each('peer')}`);
  const [mine, its] = [median(rates.ours), median(rates.peer)];
  say(name, mine, its, its / mine);
}

async function starts() {
  const times = { ours: [], peer: [] };
  for (let round = 0; round < STARTS; round++) {
    for (const [name, { command }] of [['ours', OURS], ['peer', PEER]]) {
      const server = await new Stdio(command).open();
      times[name].push(now() - server.started);
      await server.close();
    }
  }
  const [mine, its] = [median(times.ours), median(times.peer)];
  say('start', mine, its, mine / its);
}

async function stdio() {
  const ours = await new Stdio(OURS.command).open();
  const peer = await new Stdio(PEER.command).open();
  const pids = { ours: [daemon, ours.process.pid], peer: [peer.process.pid] };
  await compare('sequential', ours, peer, 1, CALLS, pids);
  await compare('inflight', ours, peer, 64, CALLS * 2, pids);
  const mine = resident(daemon) + resident(ours.process.pid);
  const its = resident(peer.process.pid);
  say('memory', mine, its, mine / its);
  await ours.close();
  await peer.close();
}

async function overHttp() {
  const { url, tokenFile } = JSON.parse(readFileSync(httpFile, 'utf8'));
  const headers = { authorization: `Bearer ${readFileSync(tokenFile, 'utf8').trim()}` };
  const port = 20_000 + (process.pid % 20_000);
  const peerProcess = spawn(node, [everything, 'streamableHttp'], { env: { ...process.env, PORT: port }, stdio: 'ignore' });
  try {
    for (const width of [1, 16]) {
      const ours = await new Http(url, headers, width).open();
      const peer = await listening(() => new Http(`http://127.0.0.1:${port}/mcp`, {}, width).open());
      await compare(`http${width}`, ours, peer, width, Math.ceil(CALLS / 4), { ours: [daemon], peer: [peerProcess.pid] });
      ours.close();
      peer.close();
    }
  } finally {
    peerProcess.kill();
  }
}

/** What a server gives as soon as it listens. */
async function listening(attempt) {
  for (const end = now() + 20_000; ; ) {
    try {
      return await attempt();
    } catch (refused) {
      if (now() > end) throw refused;
      await new Promise((later) => setTimeout(later, 100));
    }
  }
}

await starts();
await stdio();
await overHttp();
