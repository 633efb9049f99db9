import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import {
  artifact,
  change,
  decision,
  finding,
  greet,
  notifications,
  RequestError,
  run,
  server,
  socketPath,
  task,
  workflow,
  type Asked,
  type Client,
  type DecisionView,
  type RunEntry,
  type TaskView,
} from '../src/index.js';
import { until, World } from './world.js';

/** What the agents of the job play; docs/scripted-agent.md has the words. */
const SCRIPT = `
on plan
  write {artifacts}/spec.md <<'END'
  ---
  touches: [src/**]
  risk: low
  ---
  # Greet

  ## Goal
  A greeting.

  ## Approach
  Write it.

  ## Affected files
  - src

  ## Edge cases
  - none

  ## Assumptions
  - English will do.

  ## Open questions
  none

  ## Verification
  - by hand

  ## Plan
  - [ ] Greet
  - [ ] Say farewell
  END
  say The spec is written.

on build pass=1 item=1
  ask Whom? | The world | Nobody
  write src/greeting.txt "Hello {answer}"
  say Greets {answer}.

on build pass=1 item=2
  write src/farewell.txt "Bye"
  say Says farewell.

on build
  write src/farewell.txt "Goodbye"
  say Says it properly.

on review pass=1
  find minor at=src/farewell.txt:1 class="wording" "Too short" evidence="Bye"

on review
  say Nothing found.
`;

let world: World;
let client: Client;
before(() => {
  world = new World();
  client = world.client();
});
after(() => world.close());

/** Waits until the task asks something of this kind. */
async function asks<K extends Asked['kind']>(id: string, kind: K): Promise<AskedOf<K>> {
  const view = await until(
    client,
    () => client.request(task.show, { task: id }),
    (seen) => seen.decisions.some(({ asked }) => asked.kind === kind),
  );
  const open = view.decisions.find(({ asked }) => asked.kind === kind);
  assert.ok(open);
  return open as AskedOf<K>;
}

type AskedOf<K extends Asked['kind']> = DecisionView & {
  readonly asked: Extract<Asked, { readonly kind: K }>;
};

async function create(title: string, key?: string): Promise<TaskView> {
  const script = world.write(`${title.split(' ')[0] ?? title}.script`, SCRIPT);
  return client.command(task.create, {
    title,
    repository: world.repository,
    script,
    verify: 'test -f README.md',
    ...(key === undefined ? {} : { key }),
  });
}

void test('starts the daemon and is greeted', async () => {
  const status = await client.request(server.status, {});
  assert.equal(status.home, world.environment.TERCET_HOME);
  assert.equal(client.state, 'connected');
});

void test('greets for the language server too', async () => {
  const path = await socketPath(world.environment.TERCET_HOME);
  const { socket, version, rest } = await greet(path, {
    speech: 'lsp',
    folder: world.repository,
    program: 'a program',
  });
  try {
    assert.match(version, /^\d+\.\d+/);
    assert.equal(rest.length, 0);
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { capabilities: {} },
    });
    socket.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    socket.resume();
    const [answer] = (await once(socket, 'data')) as [Buffer];
    assert.match(answer.toString(), /^Content-Length: /);
  } finally {
    socket.destroy();
  }
  await assert.rejects(
    greet(path, { speech: 'nonsense' as 'lsp', folder: world.repository }),
    /the daemon refuses|closed the connection|not a daemon/,
  );
});

void test('a ticket becomes a merge', async () => {
  await client.subscribe();
  const workflows = await client.request(workflow.list, { repository: world.repository });
  assert.ok(workflows.workflows.some(({ name }) => name === 'multi-model'));
  const {
    summary: { id },
  } = await create('Greet the world');

  const approval = await asks(id, 'approval');
  assert.deepEqual(approval.asked.assumptions, ['English will do.']);
  const spec = await client.request(artifact.read, { task: id, name: 'spec.md', revision: 1 });
  assert.match(spec.text, /## Goal\nA greeting\./);
  await assert.rejects(
    client.command(decision.approve, { task: id, artifactRevision: 1, revision: 1 }),
    (error) => error instanceof RequestError && error.is('stale') && error.refused?.view?.id === id,
  );
  const shown = { artifactRevision: approval.asked.revision, blob: approval.asked.blob };
  await client.command(decision.approve, { task: id, decision: approval.id, ...shown });

  const question = await asks(id, 'question');
  assert.deepEqual(question.asked.options, ['The world', 'Nobody']);
  await client.command(decision.answer, { task: id, text: 'the world' });

  const { asked: findings, id: judged } = await asks(id, 'findings');
  const reported = await client.request(finding.list, { task: id });
  assert.equal(reported.findings[0]?.file, 'src/farewell.txt');
  assert.equal(reported.findings[0].commit, reported.passes[0]?.commit);
  await client.command(decision.judge, {
    task: id,
    decision: judged,
    clusterRevision: findings.clusterRevision,
    judgements: findings.clusters.map((cluster) => ({
      findings: cluster.findings,
      verdict: 'push-back' as const,
      line: 'Say goodbye',
    })),
  });

  const merge = await asks(id, 'merge');
  assert.deepEqual(
    merge.asked.files.map(({ path }) => path),
    ['src/farewell.txt', 'src/greeting.txt'],
  );
  await sidesOfTheSecondPass(id);
  await client.command(decision.merge, { task: id, decision: merge.id, head: merge.asked.head });
  const merged = await until(
    client,
    () => client.request(task.show, { task: id }),
    ({ summary }) => summary.state.kind === 'merged',
  );
  assert.equal(merged.summary.itemsDone, merged.summary.items);
  assert.equal(world.git('show', 'main:src/greeting.txt'), 'Hello the world');
  assert.equal(world.git('show', 'main:src/farewell.txt'), 'Goodbye');
});

/** What an editor needs to show what changed between two passes of the review. */
async function sidesOfTheSecondPass(id: string): Promise<void> {
  const { passes } = await client.request(finding.list, { task: id });
  const [first, second] = passes;
  assert.ok(first && second);
  const compared = await client.request(change.compare, {
    task: id,
    from: first.commit,
    to: second.commit,
  });
  assert.deepEqual(compared.files, [
    { path: 'src/farewell.txt', status: 'modified', added: 1, deleted: 1 },
  ]);
  const sides = await Promise.all(
    [first, second].map(({ commit }) =>
      client.request(change.content, { task: id, path: 'src/farewell.txt', commit }),
    ),
  );
  assert.deepEqual(
    sides.map(({ kind, text }) => [kind, text]),
    [
      ['text', 'Bye\n'],
      ['text', 'Goodbye\n'],
    ],
  );
  const absent = await client.request(change.content, { task: id, path: 'nowhere.txt' });
  assert.equal(absent.kind, 'absent');
}

void test('the same key makes one task', async () => {
  const first = await create('Only once', 'once-1');
  const second = await create('Only once', 'once-1');
  assert.equal(first.summary.id, second.summary.id);
  await client.command(task.abandon, { task: first.summary.id });
});

void test('a run is followed from its first entry to its last', async () => {
  const { summary } = await create('Follow me');
  await asks(summary.id, 'approval');
  const { runs } = await client.request(run.list, { task: summary.id });
  const id = runs[0]?.id ?? '';
  const heard: RunEntry[] = [];
  await new Promise<void>((resolve, reject) => {
    client
      .follow(id, 0, ({ lines, ended }) => {
        heard.push(...lines);
        if (ended) {
          resolve();
        }
      })
      .catch(reject);
  });
  const page = await client.request(run.read, { run: id });
  assert.deepEqual(heard, page.lines);
  await client.command(task.abandon, { task: summary.id });
});

void test('what changed while the connection was lost is told afterwards', async () => {
  const { summary } = await create('Come back');
  await asks(summary.id, 'approval');
  const connected = new Promise<void>((resolve) => {
    const stop = client.onState((state) => {
      if (state === 'connected') {
        stop();
        resolve();
      }
    });
  });
  const told = new Promise<void>((resolve) => {
    client.on(notifications.taskChanged, ({ task: id, summary: now }) => {
      if (id === summary.id && now?.state.kind === 'abandoned') {
        resolve();
      }
    });
  });
  await world.stopDaemon();
  const other = world.client();
  await other.command(task.abandon, { task: summary.id });
  await connected;
  await told;
});

void test('what the daemon refuses is said with its reason', async () => {
  await assert.rejects(
    client.request(task.show, { task: 'nowhere' }),
    (error) =>
      error instanceof RequestError &&
      error.is('unknown-task') &&
      error.refused?.reason === 'unknown-task',
  );
});
