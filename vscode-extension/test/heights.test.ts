import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Heights } from '../src/heights';

test('rows are guessed until they are measured', () => {
  const heights = new Heights(20);
  heights.grow(100);
  assert.equal(heights.total, 2000);
  assert.equal(heights.set(10, 50), true);
  assert.equal(heights.set(10, 50.2), false);
  assert.equal(heights.total, 2030);
  assert.equal(heights.top(10), 200);
  assert.equal(heights.top(11), 250);
  assert.equal(heights.top(5), 100);
});

test('the row at a height is found', () => {
  const heights = new Heights(20);
  assert.equal(heights.at(7), 0);
  heights.grow(3);
  heights.set(1, 100);
  assert.deepEqual(
    [-5, 0, 19, 20, 119, 120, 9999].map((y) => heights.at(y)),
    [0, 0, 0, 1, 1, 2, 2],
  );
});

test('tops are those of a plain sum, whatever the order of changes', () => {
  const heights = new Heights(3);
  const plain: number[] = [];
  let seed = 7;
  const dice = (most: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
  for (let round = 0; round < 500; round++) {
    const more = dice(5);
    heights.grow(plain.length + more);
    plain.push(...Array<number>(more).fill(3));
    if (plain.length > 0) {
      const row = dice(plain.length);
      const height = 1 + dice(40);
      heights.set(row, height);
      plain[row] = height;
      const asked = dice(plain.length + 1);
      assert.equal(
        heights.top(asked),
        plain.slice(0, asked).reduce((sum, one) => sum + one, 0),
      );
    }
  }
  assert.equal(heights.length, plain.length);
  assert.equal(
    heights.total,
    plain.reduce((sum, one) => sum + one, 0),
  );
});
