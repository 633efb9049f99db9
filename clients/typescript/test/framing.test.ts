import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frame, FrameReader } from '../src/framing.js';

void test('messages are found wherever the stream is cut', () => {
  const messages = [{ id: 1, text: 'näïve\n' }, {}, { id: 2 }];
  const stream = Buffer.concat(messages.map(frame));
  for (let size = 1; size <= stream.length; size++) {
    const reader = new FrameReader();
    const read: unknown[] = [];
    for (let at = 0; at < stream.length; at += size) {
      read.push(
        ...reader.push(stream.subarray(at, at + size)).map((text) => JSON.parse(text) as unknown),
      );
    }
    assert.deepEqual(read, messages);
  }
});

void test('a header without a length ends the stream', () => {
  assert.throws(() => new FrameReader().push(Buffer.from('Content-Size: 1\r\n\r\n')), /length/);
  assert.throws(() => new FrameReader().push(Buffer.alloc(10_000, 'x')), /header/);
  assert.throws(
    () => new FrameReader().push(Buffer.from('Content-Length: 99999999999\r\n\r\n')),
    /length/,
  );
});
