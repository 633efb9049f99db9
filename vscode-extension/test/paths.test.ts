import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { pathIn } from '../src/paths';

test('a file below a folder has a path in it, with slashes', () => {
  assert.equal(pathIn('/repo', '/repo/src/a.ts', path.posix), 'src/a.ts');
  assert.equal(pathIn('/repo/', '/repo/..hidden', path.posix), '..hidden');
  assert.equal(pathIn('C:\\repo', 'c:\\repo\\src\\a.ts', path.win32), 'src/a.ts');
});

test('a file elsewhere has none', () => {
  assert.equal(pathIn('/repo', '/repository/a.ts', path.posix), undefined);
  assert.equal(pathIn('/repo', '/a.ts', path.posix), undefined);
  assert.equal(pathIn('/repo', '/repo', path.posix), undefined);
  assert.equal(pathIn('C:\\repo', 'D:\\repo\\a.ts', path.win32), undefined);
});
