/** The largest message that is taken, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_HEADER = 8192;

/** One message in the framing of LSP: a header with the length in bytes, an empty line, JSON. */
export function frame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`, 'ascii'), body]);
}

/** Cuts a stream of bytes into the JSON texts of its messages. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private size = 0;
  private wanted: number | undefined;

  /**
   * Takes the next bytes and returns the messages that are whole by now.
   *
   * @throws when what comes is no such framing; nothing can be read from the stream then
   */
  push(chunk: Buffer): string[] {
    this.chunks.push(chunk);
    this.size += chunk.length;
    const messages: string[] = [];
    for (;;) {
      this.wanted ??= this.header();
      if (this.wanted === undefined || this.size < this.wanted) {
        return messages;
      }
      messages.push(this.take(this.wanted).toString('utf8'));
      this.wanted = undefined;
    }
  }

  private header(): number | undefined {
    const all = this.joined();
    const end = all.indexOf('\r\n\r\n');
    if (end < 0) {
      if (all.length > MOST_HEADER) {
        throw new Error('the daemon sent a header without an end');
      }
      return undefined;
    }
    const header = this.take(end + 4).toString('ascii');
    const length = Number(/^Content-Length: *(\d+)/im.exec(header)?.[1] ?? Number.NaN);
    if (!Number.isInteger(length) || length > MOST_BYTES) {
      throw new Error(`the daemon sent a header without a usable length: ${header.trim()}`);
    }
    return length;
  }

  /** All that is here as one buffer, which is kept so that no byte is copied twice. */
  private joined(): Buffer {
    const all = this.chunks.length === 1 ? this.chunks[0] : undefined;
    if (all !== undefined) {
      return all;
    }
    const joined = Buffer.concat(this.chunks);
    this.chunks = [joined];
    return joined;
  }

  private take(length: number): Buffer {
    const all = this.joined();
    this.chunks = [all.subarray(length)];
    this.size -= length;
    return all.subarray(0, length);
  }
}
