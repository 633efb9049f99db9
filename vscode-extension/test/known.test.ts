import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Known } from '../src/known';
import { approval, decision, inState, question } from './tasks';

test('of two views of a task the one with the higher revision counts', () => {
  const known = new Known();
  known.takeChange({ position: 7, task: 'a', summary: inState('a', 'building', 5) });
  assert.equal(
    known.takeChange({ position: 6, task: 'a', summary: inState('a', 'planning', 4) }),
    false,
  );
  known.takeList({ position: 6, tasks: [inState('a', 'planning', 4), inState('b', 'queued', 2)] });
  assert.equal(known.task('a')?.state.kind, 'building');
  assert.equal(known.task('b')?.state.kind, 'queued');
});

test('a deleted task does not come back with a list that is older', () => {
  const known = new Known();
  known.takeList({ position: 5, tasks: [inState('a', 'merged', 5)] });
  assert.equal(known.takeChange({ position: 9, task: 'a' }), true);
  known.takeList({ position: 8, tasks: [inState('a', 'merged', 5)] });
  assert.deepEqual(known.tasks, []);
});

test('a list that has deleted tasks brings none of them', () => {
  const known = new Known();
  known.takeList({ position: 5, tasks: [inState('a', 'merged', 5), inState('b', 'building', 4)] });
  known.takeList({ position: 9, tasks: [inState('a', 'deleted', 9), inState('b', 'building', 4)] });
  assert.deepEqual(
    known.tasks.map(({ id }) => id),
    ['b'],
  );
});

test('what a newer list does not have is forgotten', () => {
  const known = new Known();
  known.takeList({ position: 5, tasks: [inState('a', 'merged', 5)] });
  known.takeList({ position: 9, tasks: [] });
  assert.deepEqual(known.tasks, []);
});

test('of two inboxes the one with the higher position counts, the later where they are equal', () => {
  const known = new Known();
  const one = decision('a', 'd1', approval);
  const two = decision('a', 'd2', question);
  assert.equal(known.takeInbox({ position: 4, decisions: [one] }), true);
  assert.equal(known.takeInbox({ position: 3, decisions: [] }), false);
  assert.deepEqual(known.decisions, [one]);
  assert.equal(known.takeInbox({ position: 4, decisions: [two] }), true);
  assert.equal(known.decision('a', 'd2'), two);
  assert.equal(known.decision('a', 'd1'), undefined);
});

test('another journal is begun with nothing', () => {
  const known = new Known();
  known.takeList({ position: 90, tasks: [inState('a', 'merged', 5)] });
  known.takeInbox({ position: 90, decisions: [decision('a', 'd1', approval)] });
  known.clear();
  assert.equal(known.isListed, false);
  known.takeInbox({ position: 1, decisions: [] });
  known.takeList({ position: 1, tasks: [] });
  assert.deepEqual([known.tasks, known.decisions, known.isListed], [[], [], true]);
});
