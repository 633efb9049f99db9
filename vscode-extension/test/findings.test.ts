import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  ClusterView,
  FindingList,
  FindingPlace,
  FindingView,
} from '../../clients/typescript/src/protocol';
import {
  fenced,
  harmless,
  pageOf,
  plain,
  sameThread,
  spread,
  threads,
  threadsByCommit,
} from '../src/findings';
import { inEnglish } from '../src/words';

function finding(id: string, more: Partial<FindingView> = {}): FindingView {
  return {
    id,
    run: 't.r1',
    preset: `reviewer-${id}`,
    pass: 1,
    severity: 'major',
    text: `Claim of ${id}`,
    family: 'claude',
    ...more,
  };
}

function cluster(id: string, findings: string[], more: Partial<ClusterView> = {}): ClusterView {
  return {
    id,
    findings,
    families: ['claude'],
    severities: ['major'],
    claim: 'Claim',
    state: 'open',
    why: 'same lines',
    ...more,
  };
}

function list(clusters: ClusterView[], findings: FindingView[], pass = 1): FindingList {
  return { pass, clusterRevision: 3, clusters, findings, passes: [] };
}

function place(finding: string, startLine: number, survives = true): FindingPlace {
  return { finding, file: 'src/Csv.java', startLine, endLine: startLine, survives };
}

test('findings that mean one defect are one thread with the words of each reviewer', () => {
  const [thread] = threads(
    't',
    list(
      [
        cluster('c1', ['f1', 'f2'], {
          families: ['claude', 'gpt'],
          severities: ['critical', 'minor'],
        }),
      ],
      [finding('f1'), finding('f2', { family: 'gpt', severity: 'minor', suggestion: 'Do' })],
    ),
    [place('f1', 7), place('f2', 9)],
    inEnglish,
  );
  assert.ok(thread);
  assert.equal(thread.title, 'To judge · critical to minor · 2 families');
  assert.deepEqual(thread.findings, ['f1', 'f2']);
  assert.deepEqual(
    thread.remarks.map((remark) => [remark.author, remark.label]),
    [
      ['reviewer-f1', 'major · claude'],
      ['reviewer-f2', 'minor · gpt'],
      ['Tercet', ''],
    ],
  );
  assert.match(thread.remarks[1]?.body ?? '', /\*\*Suggestion:\*\* Do/);
  assert.match(thread.remarks[2]?.body ?? '', /one defect: same lines/);
  assert.deepEqual(thread.place, { file: 'src/Csv.java', start: 7, end: 7, survives: true });
});

test('a thread stands where lines survive, and says where they do not', () => {
  const known = list([cluster('c1', ['f1', 'f2'])], [finding('f1'), finding('f2')]);
  const [best] = threads('t', known, [place('f1', 2, false), place('f2', 9)], inEnglish);
  assert.equal(best?.place?.start, 9);
  const [near] = threads('t', known, [place('f1', 2, false)], inEnglish);
  assert.equal(near?.place?.start, 2);
  assert.match(near.remarks.at(-1)?.body ?? '', /nearest place/);
});

test('a finding without a file has no place, and one whose file is not there says so', () => {
  const [none, missing] = threads(
    't',
    list(
      [cluster('c1', ['f1']), cluster('c2', ['f2'], { file: 'src/gone.ts', startLine: 9 })],
      [finding('f1'), finding('f2')],
    ),
    [],
    inEnglish,
  );
  assert.equal(none?.place, undefined);
  assert.equal(none?.remarks.length, 1);
  assert.match(missing?.remarks.at(-1)?.body ?? '', /src\/gone\.ts:9, which is not there/);
});

test('a judgement is said, with the line that was given', () => {
  const [dismissed, fixed] = threads(
    't',
    list(
      [
        cluster('c1', ['f1'], { state: 'dismissed', line: 'A matter of taste' }),
        cluster('c2', ['f2'], { state: 'fixed' }),
      ],
      [finding('f1'), finding('f2', { pass: 2 })],
      2,
    ),
    [],
    inEnglish,
  );
  assert.equal(dismissed?.open, false);
  assert.equal(dismissed.remarks.at(-1)?.body, '**Dismissed:** A matter of taste');
  assert.equal(fixed?.remarks.at(-1)?.body, '**Fixed**');
  assert.equal(fixed.remarks[0]?.label, 'major · claude · pass 2');
});

test('a state or severity of a later version is shown as its word', () => {
  const [thread] = threads(
    't',
    list(
      [cluster('c1', ['f1'], { state: 'vaporised' as never, severities: ['odd' as never] })],
      [finding('f1', { severity: 'odd' as never })],
    ),
    [],
    inEnglish,
  );
  assert.equal(thread?.title, 'vaporised · odd · 1 family');
});

test('a report that could not be read is shown and says why', () => {
  const nameless = { ...finding('f1', { malformed: 'no severity', text: '???' }) };
  Reflect.deleteProperty(nameless, 'family');
  const [thread] = threads('t', list([cluster('c1', ['f1'])], [nameless]), [], inEnglish);
  assert.match(thread?.remarks[0]?.body ?? '', /could not be read as it should: no severity/);
  assert.equal(thread?.remarks[0]?.label, 'major · family unknown');
});

test('the words of agents fetch no pictures and break no fences', () => {
  assert.equal(harmless('see ![x](https://evil)'), 'see !\\[x](https://evil)');
  assert.equal(fenced('a ``` b\n'), '````\na ``` b\n````');
  assert.equal(plain('a*b_[c]'), 'a\\*b\\_\\[c\\]');
  assert.equal(spread([], inEnglish), 'no severity');
});

test('300 findings without a place have a line each on a page', () => {
  const clusters = Array.from({ length: 300 }, (_, at) => cluster(`c${at}`, [`f${at}`]));
  const findings = clusters.map((_, at) => finding(`f${at}`));
  const all = threads('t', list(clusters, findings), [], inEnglish);
  const page = pageOf(all, 'Export', inEnglish);
  const text = page.text.split('\n');
  assert.equal(page.lines.size, 300);
  for (const [at, thread] of all.entries()) {
    assert.equal(text[(page.lines.get(thread.cluster) ?? 0) - 1], `- Claim of f${at}`);
  }
});

test('a thread is drawn anew when anything of it changed', () => {
  const known = list([cluster('c1', ['f1'])], [finding('f1')]);
  const [before] = threads('t', known, [place('f1', 3)], inEnglish);
  const [same] = threads('t', known, [place('f1', 3)], inEnglish);
  const [moved] = threads('t', known, [place('f1', 4)], inEnglish);
  assert.ok(before && same && moved);
  assert.equal(sameThread(before, same), true);
  assert.equal(sameThread(before, moved), false);
});

test('what was judged stands on the left where it was said, what is to be judged on the right', () => {
  const known = list(
    [
      cluster('c1', ['f1'], { state: 'fixed' }),
      cluster('c2', ['f2']),
      cluster('c3', ['f3'], { state: 'dismissed' }),
    ],
    [finding('f1'), finding('f2', { pass: 2 }), finding('f3')],
    2,
  );
  const found = threadsByCommit(
    't',
    known,
    {
      before: new Map([['old', [place('f1', 3), place('f2', 5), place('f3', 9, false)]]]),
      after: new Map([['new', [place('f1', 4, false), place('f2', 6), place('f3', 9)]]]),
    },
    inEnglish,
  );
  const clusters = (commit: string) => found.get(commit)?.map((thread) => thread.cluster);
  assert.deepEqual(clusters('old'), ['c1']);
  assert.deepEqual(clusters('new'), ['c2', 'c3']);
});

test('a commit that is on both sides has each thread once', () => {
  const known = list([cluster('c1', ['f1'], { state: 'accepted' })], [finding('f1')]);
  const both = new Map([['one', [place('f1', 3)]]]);
  const found = threadsByCommit('t', known, { before: both, after: both }, inEnglish);
  assert.equal(found.get('one')?.length, 1);
});
