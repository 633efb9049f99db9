import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Asked, ClusterView, TaskStateKind } from '../../clients/typescript/src/protocol';
import { askedShortly, describeCluster, describeDecision, severities } from '../src/inboxRow';
import { literal } from '../src/row';
import {
  costOf,
  describeChange,
  describeRun,
  describeStep,
  describeTask,
  groupOf,
  tokensOf,
} from '../src/taskRow';
import { firstLine, inEnglish } from '../src/words';
import { approval, decision, inState, question, task } from './tasks';

const merge: Asked = {
  kind: 'merge',
  head: 'abc',
  target: 'main',
  files: [],
  overlaps: [{ task: 'b', paths: ['x'] }],
  verification: { command: 'make', passed: false, text: 'red' },
};

test('an inbox row says what is asked', () => {
  const cases: [Asked, string][] = [
    [approval, 'approve spec.md · 2 open questions'],
    [
      { ...approval, revision: 3, openQuestions: [], warnings: ['red base'] },
      'approve spec.md, revision 3 · 1 warning',
    ],
    [question, 'Keep them?'],
    [merge, 'merge into main · verification is red · overlaps 1 task'],
    [{ kind: 'findings', pass: 1, clusterRevision: 1, clusters: [] }, '0 findings to judge'],
    [{ kind: 'limit', reason: 'three rounds\nare over', options: [] }, 'three rounds'],
    [
      { kind: 'trust', what: 'setup command', content: 'npm ci', hash: 'h', options: [] },
      'may this run? setup command',
    ],
  ];
  for (const [asked, said] of cases) {
    assert.equal(askedShortly(asked, inEnglish), said);
  }
});

test('a kind of a newer daemon is shown and not stumbled over', () => {
  const newer = { kind: 'vote', options: [] } as unknown as Asked;
  const row = describeDecision(decision('a', 'd1', newer), undefined, inEnglish);
  assert.equal(row.context, 'decision.vote');
  assert.match(row.description, /does not know/);
  assert.equal(groupOf('dreaming' as TaskStateKind), 'working');
});

test('the tooltip of an approval has assumptions, open questions and what approving lets run', () => {
  const row = describeDecision(
    decision('a', 'd1', { ...approval, verify: 'make test' }),
    'CSV export',
    inEnglish,
  );
  assert.equal(row.label, 'CSV export');
  for (const part of ['Semicolons', 'Round?', '`make test`']) {
    assert.ok(row.tooltip.includes(part), part);
  }
});

test('text of agents cannot become Markdown of a tooltip', () => {
  assert.equal(
    literal('[x](command:evil) <b>$(trash)'),
    '\\[x\\]\\(command:evil\\) \\<b\\>\\$\\(trash\\)',
  );
});

test('a task row says state, cost and who touches the same files', () => {
  const row = describeTask(
    task('a', { usage: { cost: 0.4242 }, overlaps: [{ task: 'b', paths: ['src/x.ts'] }] }),
    (id) => (id === 'b' ? 'Other' : undefined),
    inEnglish,
  );
  assert.equal(row.description, 'building 1/3 · $0.42 · overlaps Other');
  assert.equal(row.icon, 'warning');
  assert.ok(row.tooltip.includes('src/x\\.ts'));
});

test('progress is shown where the state does not say it', () => {
  const row = describeTask(inState('a', 'reviewing'), () => undefined, inEnglish);
  assert.equal(row.description, 'reviewing · 1/3');
});

test('unknown cost is not zero, little cost is not nothing', () => {
  assert.equal(costOf({}), undefined);
  assert.equal(costOf({ cost: 0 }), '$0.00');
  assert.equal(costOf({ cost: 0.001 }), '< $0.01');
  assert.equal(tokensOf({}), undefined);
  assert.equal(tokensOf({ input: 900, output: 50 }), '950');
  assert.equal(tokensOf({ input: 12_000, cacheRead: 300 }), '12.3k');
  assert.equal(tokensOf({ input: 1_200_000 }), '1.2M');
});

test('a cluster row shows the spread of severities, its place and what became of it', () => {
  const cluster: ClusterView = {
    id: 'c1',
    findings: ['f1', 'f2'],
    families: ['claude', 'gpt'],
    severities: ['critical', 'minor', 'minor'],
    claim: 'Leaks the token\nsecond line',
    state: 'still-there',
    why: 'same lines',
    file: 'src/a.ts',
    startLine: 4,
  };
  const row = describeCluster(cluster, inEnglish);
  assert.equal(row.label, 'Leaks the token');
  assert.equal(row.description, 'critical…minor · src/a.ts:4 · still there');
  assert.equal(row.context, 'cluster.still-there');
  assert.equal(severities([], inEnglish), '');
});

test('a running step counts its items, a run names its step once', () => {
  const step = describeStep(
    {
      id: 's1',
      name: 'Build',
      role: 'build',
      state: 'running',
      text: 'Write the rows',
      agents: ['builder'],
      pass: 2,
      items: [
        { text: 'One', state: 'done' },
        { text: 'Two', state: 'running' },
      ],
    },
    inEnglish,
  );
  assert.equal(step.description, '1/2 · pass 2 · Write the rows · builder');
  const run = describeRun(
    {
      id: 'r1',
      step: 's1',
      preset: 'builder',
      agent: 'claude',
      state: 'running',
      startedAt: '',
      usage: {},
      waitsFor: 'a free place',
    },
    'Build',
    inEnglish,
  );
  assert.equal(run.label, 'Build');
  assert.equal(run.description, 'builder · claude · waits for a free place');
  assert.equal(run.icon, 'clock');
});

test('a changed file says its size; a binary one that it is', () => {
  const text = describeChange(
    { path: 'src/new/a.ts', oldPath: 'src/a.ts', status: 'renamed', added: 3, deleted: 1 },
    inEnglish,
  );
  assert.equal(text.label, 'a.ts');
  assert.equal(text.description, '+3 −1 · was src/a.ts · src/new');
  assert.equal(describeChange({ path: 'x.png', status: 'added' }, inEnglish).description, 'binary');
});

test('a long line is cut', () => {
  assert.equal(firstLine('  one\ntwo'), 'one');
  assert.equal(firstLine('abcdef', 4), 'abc…');
});
