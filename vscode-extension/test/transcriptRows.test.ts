import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunEntry, RunEntryKind } from '../../clients/typescript/src/protocol';
import { isDiff, pieces, TranscriptRows } from '../src/transcriptRows';

const AT = '2026-03-02T09:00:00Z';

function entry(kind: RunEntryKind, text: string): RunEntry {
  return { at: AT, kind, text };
}

function rowsOf(...entries: RunEntry[]) {
  const rows = new TranscriptRows();
  rows.take(0, entries);
  return rows.rows;
}

test('pieces of a text are one row, and so are pieces of a thought', () => {
  const rows = rowsOf(
    entry('text', 'Hel'),
    entry('text', 'lo.\n'),
    entry('thought', 'Hm'),
    entry('thought', 'mm'),
    entry('text', 'Again'),
  );
  assert.deepEqual(
    rows.map((row) => [row.kind, row.text]),
    [
      ['text', 'Hello.\n'],
      ['thought', 'Hmmm'],
      ['text', 'Again'],
    ],
  );
});

test('a long text goes on in another row at the end of a line, and nothing of it is lost', () => {
  const words = Array.from({ length: 3000 }, (_, at) => `word ${at}${at % 10 === 9 ? '\n' : ' '}`);
  const rows = rowsOf(...words.map((word) => entry('text', word)));
  assert.ok(rows.length > 3);
  assert.ok(rows.every((row) => row.text.length < 5000));
  const joined = rows.map((row) => row.text.replace(/\n$/, '')).join('\n');
  assert.equal(joined, words.join('').replace(/\n$/, ''));
});

test('a text without line ends is cut too', () => {
  const rows = rowsOf(...Array.from({ length: 400 }, () => entry('text', 'x'.repeat(100))));
  assert.ok(rows.length > 1);
  assert.equal(rows.map((row) => row.text).join('').length, 40_000);
});

test('the reports of a call are one row that changes', () => {
  const rows = new TranscriptRows();
  rows.take(0, [entry('tool', 'execute running: mvn -q test'), entry('text', 'Waiting')]);
  assert.equal(rows.rows[0]?.tool, 'running');
  const first = rows.take(2, [entry('tool', 'execute completed: mvn -q test\nok\n2 tests')]);
  assert.equal(first, 0);
  assert.equal(rows.rows.length, 2);
  assert.deepEqual(
    [rows.rows[0].tool, rows.rows[0].title, rows.rows[0].text, rows.rows[0].toolKind],
    ['done', 'mvn -q test', 'ok\n2 tests', 'execute'],
  );
  rows.take(3, [entry('tool', 'execute failed: mvn -q test\nred')]);
  assert.equal(rows.rows.length, 3, 'a call that is over is another one when it comes again');
  assert.equal(rows.rows[2]?.tool, 'failed');
});

test('two calls of the same kind at once are told apart', () => {
  const rows = rowsOf(
    entry('tool', 'read running: a.txt'),
    entry('tool', 'read running: b.txt'),
    entry('tool', 'read completed: b.txt'),
    entry('tool', 'read completed: a.txt'),
  );
  assert.deepEqual(
    rows.map((row) => [row.title, row.tool]),
    [
      ['a.txt', 'done'],
      ['b.txt', 'done'],
    ],
  );
});

test('a report in another form is shown as it is', () => {
  const [row] = rowsOf(entry('tool', 'something'));
  assert.deepEqual([row?.title, row?.tool, row?.toolKind], ['something', 'done', 'other']);
});

test('entries that come twice are taken once', () => {
  const rows = new TranscriptRows();
  rows.take(0, [entry('note', 'one'), entry('note', 'two')]);
  assert.equal(rows.take(0, [entry('note', 'one'), entry('note', 'two')]), undefined);
  assert.equal(rows.take(1, [entry('note', 'two'), entry('note', 'three')]), 2);
  assert.deepEqual(
    rows.rows.map((row) => row.title),
    ['one', 'two', 'three'],
  );
  assert.equal(rows.entries, 3);
});

test('the first line is the title of what has several', () => {
  const [row] = rowsOf(entry('prompt', '# Build\n\nDo it.'));
  assert.deepEqual([row?.title, row?.text], ['# Build', '\nDo it.']);
});

test('an entry without a time has none', () => {
  const rows = new TranscriptRows();
  rows.take(0, [{ at: '1970-01-01T00:00:00Z', kind: 'note', text: 'the transcript is full' }]);
  assert.equal(rows.rows[0]?.at, '');
});

test('an entry of a kind that is new is a row', () => {
  const [row] = rowsOf(entry('hologram' as never, 'x'));
  assert.equal(row?.title, 'x');
});

test('a text is prose and code and differences', () => {
  assert.deepEqual(pieces('Look:\n```ts\nlet a;\n```\nDone'), [
    { kind: 'prose', text: 'Look:' },
    { kind: 'code', text: 'let a;' },
    { kind: 'prose', text: 'Done' },
  ]);
  assert.deepEqual(pieces('```diff\n-a\n+b\n```'), [{ kind: 'diff', text: '-a\n+b' }]);
  assert.deepEqual(
    pieces('--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b').map((piece) => piece.kind),
    ['diff'],
  );
  assert.deepEqual(pieces('```\nnever closed'), [{ kind: 'code', text: 'never closed' }]);
  assert.deepEqual(pieces('````\n```\nx\n````'), [{ kind: 'code', text: '```\nx' }]);
  assert.deepEqual(pieces('  \n'), []);
});

test('a list with dashes is no difference', () => {
  assert.equal(isDiff('- one\n+ two\n--- three'), false);
  assert.equal(isDiff('@@ -1,2 +1,3 @@\n x'), true);
});

test('ten thousand entries are taken in quickly and in order', () => {
  const rows = new TranscriptRows();
  for (let at = 0; at < 10_000; at++) {
    rows.take(at, [entry(at % 3 === 0 ? 'tool' : 'text', `edit completed: file ${at}\n`)]);
  }
  assert.equal(rows.entries, 10_000);
  assert.ok(rows.rows.every((row, at) => row.number === at));
});
