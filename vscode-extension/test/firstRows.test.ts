import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FirstRows } from '../src/firstRows';

test('a view waits for its first rows, and is told of later ones', async () => {
  const first = new FirstRows();
  let answered = false;
  const answer = first.known.then(() => (answered = true));
  assert.equal(first.areKnown(false), false);
  await Promise.resolve();
  assert.equal(answered, false);
  assert.equal(first.areKnown(true), false);
  await answer;
  assert.equal(first.areKnown(false), true);
  assert.equal(first.areKnown(true), true);
});
