import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChangedFile, Comparison } from '../../clients/typescript/src/protocol';
import { describeFiles, describeScope, pairs, parts, scopes, type Pair } from '../src/changeSet';
import { inEnglish } from '../src/words';

const FROM = 'a'.repeat(40);
const TO = 'b'.repeat(40);

function comparison(...files: ChangedFile[]): Comparison {
  return { from: FROM, to: TO, files, omitted: 0 };
}

test('a file has the sides that its status gives it', () => {
  const found = pairs(
    't',
    comparison(
      { path: 'new', status: 'added', added: 1, deleted: 0 },
      { path: 'gone', status: 'deleted', added: 0, deleted: 1 },
      { path: 'after', status: 'renamed', oldPath: 'before' },
      { path: 'same', status: 'modified' },
    ),
  );
  const side = (commit: string, path: string) => ({ task: 't', commit, path });
  assert.deepEqual(
    found.map((pair) => [pair.original, pair.modified]),
    [
      [undefined, side(TO, 'new')],
      [side(FROM, 'gone'), undefined],
      [side(FROM, 'before'), side(TO, 'after')],
      [side(FROM, 'same'), side(TO, 'same')],
    ],
  );
});

test('what nobody has reviewed comes first, then each later pass, then all', () => {
  const passes = [
    { step: 'Review', pass: 1, commit: 'c1' },
    { step: 'Security', pass: 1, commit: 'c1' },
    { step: 'Review', pass: 2, commit: 'c2' },
  ];
  assert.deepEqual(scopes(passes, 'c3'), [
    { kind: 'since', from: 'c2', pass: 2 },
    { kind: 'pass', from: 'c1', to: 'c2', pass: 2 },
    { kind: 'all' },
  ]);
  assert.deepEqual(
    scopes(passes, 'c2').map((scope) => scope.kind),
    ['pass', 'all'],
  );
  assert.deepEqual(scopes(passes.slice(0, 1), 'c1'), [{ kind: 'all' }]);
  assert.deepEqual(scopes([], undefined), [{ kind: 'all' }]);
});

test('a scope is said in words', () => {
  assert.equal(describeScope({ kind: 'since', pass: 2 }, inEnglish), 'since review pass 2');
  assert.equal(describeScope({ kind: 'run', run: 't.r3' }, inEnglish), 'what t.r3 made');
});

function many(count: number, perFolder: number): Pair[] {
  return Array.from({ length: count }, (_, at) => ({
    path: `src/p${String(Math.floor(at / perFolder)).padStart(3, '0')}/F${at}.java`,
    original: undefined,
    modified: undefined,
  }));
}

test('a long change is cut into parts that hold every file once', () => {
  const all = many(2000, 30);
  const found = parts(all, 250);
  assert.deepEqual(
    found.flatMap((part) => part.pairs),
    all,
  );
  assert.ok(found.every((part) => part.pairs.length > 0 && part.pairs.length <= 250));
  assert.ok(
    found.slice(0, -1).every((part) => (part.from + part.pairs.length) % 30 === 0),
    'parts end where a folder ends',
  );
});

test('a folder that is larger than a part is cut in its middle', () => {
  assert.deepEqual(
    parts(many(500, 500), 200).map((part) => part.pairs.length),
    [200, 200, 100],
  );
  assert.equal(parts([], 200).length, 0);
  assert.equal(parts(many(3, 1), 200).length, 1);
});

test('a change is counted in a line', () => {
  const files = comparison(
    { path: 'a', status: 'modified', added: 3, deleted: 1 },
    { path: 'b.png', status: 'added' },
  ).files;
  assert.equal(describeFiles(files, 0, inEnglish), '2 files, +3 −1, 1 binary');
  assert.equal(
    describeFiles(files, 7, inEnglish),
    '9 files, +3 −1, 1 binary, 7 more are not shown',
  );
});
