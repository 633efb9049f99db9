import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunView, TaskView } from '../../clients/typescript/src/protocol';
import { headOf, questionsOf } from '../src/runHead';
import { inEnglish } from '../src/words';

function run(id: string, more: Partial<RunView> = {}): RunView {
  return {
    id,
    step: 'build',
    preset: 'builder',
    agent: 'claude',
    state: 'running',
    startedAt: '2026-03-02T09:00:00Z',
    usage: {},
    ...more,
  };
}

function view(runs: RunView[], decisions: TaskView['decisions'] = []): TaskView {
  return {
    summary: { id: 't', title: 'CSV export' },
    steps: [{ id: 'build', name: 'Build' }],
    runs,
    decisions,
  } as unknown as TaskView;
}

test('a run at work says who does what', () => {
  const one = run('t.r2', { usage: { input: 12_000, output: 300, cost: 0.12 }, pass: 2 });
  const head = headOf(view([one]), one, inEnglish);
  assert.equal(head.title, 'Build, pass 2 — CSV export');
  assert.deepEqual(head.facts, ['builder', 'claude', '12.3k tokens', '$0.12']);
  assert.deepEqual([head.state, head.tone, head.result], ['At work', 'busy', '']);
  assert.equal(head.next, undefined);
});

test('a run that has not begun says what it waits for', () => {
  const one = run('t.r2', { waitsFor: 'a free place', agent: '' });
  const head = headOf(view([one]), one, inEnglish);
  assert.equal(head.state, 'Waits for a free place');
  assert.deepEqual(head.facts, ['builder']);
});

test('a run that is over says how long it took, what came of it, and which goes on', () => {
  const first = run('t.r2', {
    state: 'waiting',
    endedAt: '2026-03-02T09:01:05Z',
    result: 'It asks.\nMore',
  });
  const others = [
    run('t.r5', { startedAt: '2026-03-02T10:00:00Z' }),
    run('t.r4', { startedAt: '2026-03-02T09:30:00Z' }),
    run('t.r3', { startedAt: '2026-03-02T09:10:00Z', step: 'review' }),
    first,
  ];
  const head = headOf(view(others), first, inEnglish);
  assert.deepEqual(head.facts.slice(2), ['1 min 5 s']);
  assert.deepEqual(
    [head.state, head.tone, head.result],
    ['Asked something', 'waiting', 'It asks.'],
  );
  assert.equal(head.next, 't.r4');
});

test('a state of a later version is shown as its word', () => {
  const one = run('t.r2', { state: 'dreaming' as never });
  const head = headOf(view([one]), one, inEnglish);
  assert.deepEqual([head.state, head.tone], ['dreaming', 'neutral']);
});

test("the questions of a run's step are its own", () => {
  const one = run('t.r2', { state: 'waiting' });
  const ask = (id: string, step: string | undefined) => ({
    id,
    step,
    asked: { kind: 'question', text: `Which ${id}?`, options: ['a', 'b'] },
  });
  const decisions = [ask('d1', 'Build'), ask('d2', 'Review'), ask('d3', undefined)];
  const merge = { id: 'd4', asked: { kind: 'merge' } };
  const found = questionsOf(
    view([one], [...decisions, merge] as unknown as TaskView['decisions']),
    one,
  );
  assert.deepEqual(
    found.map((question) => question.decision),
    ['d1', 'd3'],
  );
  assert.deepEqual(found[0], { decision: 'd1', text: 'Which d1?', options: ['a', 'b'] });
});
