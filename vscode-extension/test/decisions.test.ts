import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberIn, textIn, textsIn } from '../src/about';
import { meant, problems } from '../src/choice';
import { correctionOf } from '../src/corrections';
import { evidenceOf } from '../src/evidence';
import { mergeDetail } from '../src/mergeDetail';
import { inEnglish } from '../src/words';
import { loudnessOf, NewDecisions, NewEnds } from '../src/news';
import { approval, decision, inState, question } from './tasks';

test('a command takes what is in its argument and nothing else', () => {
  assert.equal(textIn({ task: 'a' }, 'task'), 'a');
  assert.equal(textIn({ task: 7 }, 'task'), undefined);
  assert.equal(textIn(undefined, 'task'), undefined);
  assert.equal(numberIn({ clusterRevision: 3 }, 'clusterRevision'), 3);
  assert.deepEqual(textsIn({ findings: ['f1', 2, 'f2'] }, 'findings'), ['f1', 'f2']);
  assert.deepEqual(textsIn({ findings: 'f1, f2' }, 'findings'), ['f1', 'f2']);
  assert.deepEqual(textsIn('rubbish', 'findings'), []);
});

test('what a command means is narrowed by task, id and kind', () => {
  const all = [
    decision('a', 'd1', approval),
    decision('a', 'd2', question),
    decision('b', 'd1', question),
    decision('b', 'd3', { kind: 'failure', reason: 'r', evidence: 'e', options: [] }),
  ];
  const ids = (about: unknown, kinds: Parameters<typeof meant>[2]) =>
    meant(all, about, kinds).map((one) => `${one.task}/${one.id}`);
  assert.deepEqual(ids(undefined, ['question']), ['a/d2', 'b/d1']);
  assert.deepEqual(ids({ task: 'a' }, []), ['a/d1', 'a/d2']);
  assert.deepEqual(ids({ task: 'b', decision: 'd1' }, []), ['b/d1']);
  assert.deepEqual(ids({ task: 'b' }, problems), ['b/d3']);
  assert.deepEqual(ids({ task: 'c' }, []), []);
});

test('remarks on lines become the correction, in the order of the lines', () => {
  const remarks = [
    { line: 9, quoted: '- [ ] Offer the download', text: ' by mail too ' },
    { line: 2, quoted: '', text: 'no' },
  ];
  assert.equal(
    correctionOf('Simpler, please', remarks),
    'Simpler, please\nLine 2: no\nLine 9 ("- [ ] Offer the download"): by mail too',
  );
  assert.equal(correctionOf('  ', []), '');
});

test('what a decision rests on can be read whole', () => {
  assert.equal(
    evidenceOf({ kind: 'failure', reason: 'red', evidence: 'line 1', options: [] }),
    'red\n\nline 1\n',
  );
  assert.equal(
    evidenceOf({ kind: 'trust', what: 'w', content: 'npm ci', hash: 'h', options: [] }),
    'npm ci\n',
  );
  assert.equal(evidenceOf(question), undefined);
});

test('the first inbox is not news; what comes is, once; another revision is', () => {
  const news = new NewDecisions();
  const one = decision('a', 'd1', approval);
  const two = decision('a', 'd2', question);
  assert.deepEqual(news.take([one]), []);
  assert.deepEqual(news.take([one, two]), [two]);
  assert.deepEqual(news.take([two, one]), []);
  const again = decision('a', 'd1', { ...approval, revision: 2 });
  assert.deepEqual(news.take([again]), [again]);
});

test('a task that ends while it is watched is news', () => {
  const ends = new NewEnds();
  assert.equal(ends.take(inState('a', 'merged')), false);
  assert.equal(ends.take(inState('b', 'building')), false);
  assert.equal(ends.take(inState('b', 'merged')), true);
  assert.equal(ends.take(inState('b', 'merged')), false);
});

test('a setting that is no such word counts as the default', () => {
  assert.equal(loudnessOf('off'), 'off');
  assert.equal(loudnessOf('loud'), 'decisions');
  assert.equal(loudnessOf(undefined), 'decisions');
});

test('a merge says how it was verified, who else is there and what comes in', () => {
  const files = Array.from({ length: 10 }, (_, at) => ({
    path: `src/${at}.ts`,
    status: 'modified' as const,
    added: 2,
    deleted: 1,
  }));
  const asked = {
    kind: 'merge' as const,
    head: 'abc',
    target: 'main',
    files,
    overlaps: [{ task: 'b', paths: ['src/1.ts'] }],
    verification: { command: 'make', passed: false, text: 'exit 2\nmore' },
    remarks: ['The train met a conflict'],
  };
  const said = mergeDetail(asked, (task) => (task === 'b' ? 'Other' : undefined), inEnglish);
  assert.deepEqual(said.split('\n').slice(0, 5), [
    'Verification is red: make (exit 2)',
    'The train met a conflict',
    '"Other" changes the same files: src/1.ts',
    '',
    '10 files, +20 −10 lines',
  ]);
  assert.ok(said.endsWith('    src/7.ts\n    and 2 more'));
});
