package dev.tercet.server.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events: the data of one after the other, within limits. Names and ids of events
 * are passed over, because each API repeats in the data what they say. Lines end with a line feed,
 * with or without a carriage return (WHATWG HTML, section 9.2.6, knows a lone carriage return too,
 * which no provider sends). Used by one thread.
 */
final class SseReader {

  /** Bytes of one line, and of one event's data. */
  static final long LONGEST = 4_000_000;

  /** Bytes of one whole answer. */
  static final long MOST = 32_000_000;

  private final BufferedSource source;
  private long read;

  SseReader(BufferedSource source) {
    this.source = source;
  }

  /** The answer is larger than is read. */
  static final class TooLarge extends IOException {

    private static final long serialVersionUID = 1L;

    TooLarge(String message) {
      super(message);
    }
  }

  /**
   * The next event's data; null at the end. What stands behind the last blank line counts as an
   * event: some servers end without one.
   */
  @Nullable String next() throws IOException {
    StringBuilder data = new StringBuilder();
    boolean any = false;
    for (String line = line(); line != null; line = line()) {
      if (line.isEmpty()) {
        if (any) {
          return data.toString();
        }
      } else if (line.startsWith("data:")) {
        data.append(any ? "\n" : "").append(line, line.startsWith("data: ") ? 6 : 5, line.length());
        any = true;
        if (data.length() > LONGEST) {
          throw new TooLarge("one event of its answer is larger than " + LONGEST + " bytes");
        }
      }
    }
    return any ? data.toString() : null;
  }

  private @Nullable String line() throws IOException {
    long end = source.indexOf((byte) '\n', 0, LONGEST);
    if (end < 0 && source.request(LONGEST)) {
      throw new TooLarge("one line of its answer is larger than " + LONGEST + " bytes");
    }
    String line = end < 0 ? source.readString(StandardCharsets.UTF_8) : text(end);
    read += end < 0 ? line.length() : end + 1;
    if (read > MOST) {
      throw new TooLarge("its answer is larger than " + MOST + " bytes");
    }
    if (end < 0 && line.isEmpty()) {
      return null;
    }
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private String text(long end) throws IOException {
    String line = source.readString(end, StandardCharsets.UTF_8);
    source.skip(1);
    return line;
  }
}
