import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

/** Tests are bundled to out/test, the extension's folder is two above. */
const root = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const table = (file: string) => JSON.parse(read(file)) as Record<string, string>;

/** A call that says a text: the literal that stands first in it. */
const SAID = /(?:l10n\.t|\bsay)\(\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/g;

function said(): string[] {
  const texts = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...read(path.join('src', name)).matchAll(SAID)])
    .map((found) => (found[1] ?? '').slice(1, -1))
    .map((text) =>
      text.replace(/\\u([0-9A-F]{4})/g, (_, code: string) =>
        String.fromCharCode(parseInt(code, 16)),
      ),
    )
    .map((text) => text.replace(/\\(.)/g, '$1'));
  return [...new Set(texts)].sort();
}

const holes = (text: string) => (text.match(/\{\d+\}/g) ?? []).sort();

test('every text that the extension says is there in German, with the same places for values', () => {
  const german = table('l10n/bundle.l10n.de.json');
  const texts = said();
  assert.ok(texts.length > 200);
  assert.deepEqual(Object.keys(german).sort(), texts);
  for (const text of texts) {
    assert.deepEqual(holes(german[text] ?? ''), holes(text), text);
  }
});

test('every text of the manifest is there in English and German, and none besides', () => {
  const used = new Set(
    [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map((found) => found[1]),
  );
  assert.deepEqual(Object.keys(table('package.nls.json')).sort(), [...used].sort());
  assert.deepEqual(Object.keys(table('package.nls.de.json')).sort(), [...used].sort());
});

test('texts of welcome views and walkthroughs have the same links in German', () => {
  const links = (text: string) => text.match(/\(command:[^)]*\)/g) ?? [];
  const german = table('package.nls.de.json');
  for (const [key, text] of Object.entries(table('package.nls.json'))) {
    assert.deepEqual(links(german[key] ?? ''), links(text), key);
  }
});
