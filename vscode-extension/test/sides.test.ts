import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileContent } from '../../clients/typescript/src/protocol';
import { cautionOf, partsOf, sideOf, textOf } from '../src/sides';
import { inEnglish } from '../src/words';

const COMMIT = 'a151baa1b5e23f83056dcb8214519ac1c06a62be';

test('a side is found again in its URI, whatever its name', () => {
  for (const path of ['src/Csv.java', 'a b/ü?#%.txt', 'deep/er/x']) {
    const side = { task: 'csv-export-k3f9', commit: COMMIT, path };
    assert.deepEqual(sideOf(partsOf(side)), side);
  }
});

test('what is no side is none', () => {
  const parts = partsOf({ task: 't', commit: COMMIT, path: 'x' });
  assert.equal(sideOf({ ...parts, scheme: 'file' }), undefined);
  assert.equal(sideOf({ ...parts, query: 'HEAD' }), undefined);
  assert.equal(sideOf({ ...parts, authority: '' }), undefined);
  assert.equal(sideOf({ ...parts, path: '/' }), undefined);
});

function content(kind: string, text?: string): FileContent {
  const known = { path: 'x', commit: COMMIT, kind: kind as FileContent['kind'], size: 12 };
  return text === undefined ? known : { ...known, text };
}

test('text is shown as it is, what is no text in words', () => {
  assert.equal(textOf(content('text', 'a\r\nb'), inEnglish), 'a\r\nb');
  assert.equal(textOf(content('not-utf8', 'caf\uFFFD'), inEnglish), 'caf\uFFFD');
  assert.equal(textOf(content('symlink', '../x'), inEnglish), '../x');
  assert.equal(textOf(content('absent'), inEnglish), '');
  assert.equal(textOf(content('binary'), inEnglish), 'A binary file of 12 bytes at a151baa1b5');
  assert.match(textOf(content('too-large'), inEnglish), /12 bytes .* too large/);
  assert.match(textOf(content('submodule'), inEnglish), /submodule/);
  assert.match(textOf(content('hologram'), inEnglish), /cannot show/);
});

test('a text that is not quite what the repository holds comes with a caution', () => {
  assert.match(cautionOf(content('not-utf8', ''), inEnglish) ?? '', /Not UTF-8/);
  assert.match(cautionOf(content('symlink', ''), inEnglish) ?? '', /symbolic link/);
  assert.equal(cautionOf(content('text', ''), inEnglish), undefined);
});
