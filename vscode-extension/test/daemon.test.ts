import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestError } from '../../clients/typescript/src/connection';
import { errorCodes } from '../../clients/typescript/src/protocol';
import { compareVersions, describeState, stateAfter } from '../src/daemonState';
import { refusalOf } from '../src/refusal';
import { statusWords } from '../src/statusWords';
import { inEnglish } from '../src/words';
import { approval, decision, inState } from './tasks';

const after = (message: string, trusted = true) =>
  stateAfter(new Error(message), '/opt/tercet', trusted).kind;

test('a failed attempt to connect says what the matter is', () => {
  assert.equal(after('the daemon cannot be started with x: spawn x ENOENT'), 'missing');
  assert.equal(after('the daemon cannot be started with x: spawn x EACCES'), 'missing');
  assert.equal(after('x daemon start ended with 1: tercet: no Java 25 found'), 'no-java');
  assert.equal(after('not a daemon of Tercet, or one of another age: "HTTP/1.1"'), 'foreign');
  assert.equal(after('the daemon refuses: it hands over'), 'foreign');
  assert.equal(after('the daemon sent a header without an end'), 'foreign');
  assert.equal(after('x daemon start ended with 1: the disk is full'), 'failed');
  assert.equal(after('connect ENOENT /run/daemon.sock', false), 'restricted');
});

test('versions are compared by their numbers', () => {
  assert.equal(compareVersions('0.1.0', '0.1.0'), 'same');
  assert.equal(compareVersions('0.1.0-SNAPSHOT', '0.1'), 'same');
  assert.equal(compareVersions('0.9.9', '0.10.0'), 'older');
  assert.equal(compareVersions('1.0', '0.10.3'), 'newer');
  assert.equal(compareVersions('rubbish', '0.1.0'), 'older');
});

test('a difference of versions is said, with what to do', () => {
  const at = (version: string) =>
    describeState({ kind: 'connected', version, draining: false }, '0.2.0', inEnglish);
  assert.equal(at('0.2.0'), 'Tercet 0.2.0');
  assert.match(at('0.1.0'), /older than this extension \(0\.2\.0\)\. Restart/);
  assert.match(at('0.3.0'), /newer than this extension \(0\.2\.0\)\. Update/);
});

test('the status bar counts what waits and what works, and says where something is wrong', () => {
  const connected = { kind: 'connected', version: '0.1.0', draining: false } as const;
  const at = (state: Parameters<typeof statusWords>[0]) =>
    statusWords(
      state,
      '0.1.0',
      [decision('a', 'd1', approval)],
      [inState('a', 'waiting'), inState('b', 'building'), inState('c', 'merged')],
      inEnglish,
    );
  assert.equal(at(connected).text, '$(bell-dot) Tercet · 1 needs you · 1 at work');
  assert.equal(at({ ...connected, version: '0.0.9' }).level, 'warning');
  assert.equal(at({ ...connected, draining: true }).level, 'warning');
  assert.equal(at({ kind: 'missing', program: 'x' }).level, 'error');
  assert.equal(at({ kind: 'lost' }).level, 'quiet');
});

test('a refusal says whether to look again', () => {
  const refused = (code: number, reason: string) =>
    refusalOf(new RequestError('m', code, 'text', { reason, text: 'why' }), inEnglish).kind;
  assert.equal(refused(errorCodes.stale, 'stale'), 'stale');
  assert.equal(refused(errorCodes.refused, 'not-open'), 'decided');
  assert.equal(refused(errorCodes.refused, 'wrong-state'), 'other');
  assert.equal(refused(errorCodes['unknown-task'], 'unknown-task'), 'gone');
  assert.deepEqual(refusalOf(new Error('gone'), inEnglish), {
    kind: 'other',
    text: 'Tercet could not be asked: gone',
  });
});
