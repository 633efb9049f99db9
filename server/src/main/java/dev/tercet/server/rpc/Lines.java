package dev.tercet.server.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream, each a message. A line over the limit is skipped and said so; what follows
 * it is read on. Confined to one thread.
 */
public final class Lines {

  private final InputStream in;
  private final int longest;
  private final byte[] chunk = new byte[64 << 10];
  private int from;
  private int to;

  /**
   * Reads a stream, which stays the caller's to close.
   *
   * @param longest line that is read, in bytes
   */
  public Lines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** What comes next. */
  public sealed interface Next {

    /** A line without its end, never blank. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, and compared by nobody
    record Line(byte[] bytes) implements Next {}

    /** A line that was over the limit and is lost. */
    record TooLong() implements Next {}

    /** There is nothing more. A line that lacks its end is a half message and is not said. */
    record End() implements Next {}
  }

  /** Whether the next line is there already, whole. */
  boolean hasNext() {
    return newline() >= 0;
  }

  /** The next line; blocks. */
  public Next next() throws IOException {
    ByteArrayOutputStream begun = null;
    boolean tooLong = false;
    while (true) {
      if (from == to && !fill()) {
        return new Next.End();
      }
      int end = newline();
      int length = (end < 0 ? to : end) - from;
      int before = begun == null ? 0 : begun.size();
      tooLong |= before + length > longest;
      if (end >= 0) {
        byte[] line = tooLong ? null : joined(begun, length);
        from = end + 1;
        if (line == null) {
          return new Next.TooLong();
        }
        if (isBlank(line)) {
          begun = null;
          continue;
        }
        return new Next.Line(line);
      }
      if (begun == null) {
        begun = new ByteArrayOutputStream(2 * length);
      }
      if (tooLong) {
        begun.reset();
      } else {
        begun.write(chunk, from, length);
      }
      from = to;
    }
  }

  private byte[] joined(@Nullable ByteArrayOutputStream begun, int length) {
    if (begun == null) {
      return Arrays.copyOfRange(chunk, from, from + length);
    }
    begun.write(chunk, from, length);
    return begun.toByteArray();
  }

  private boolean fill() throws IOException {
    int read = in.read(chunk);
    from = 0;
    to = Math.max(read, 0);
    return read > 0;
  }

  private int newline() {
    for (int at = from; at < to; at++) {
      if (chunk[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  private static boolean isBlank(byte[] line) {
    for (byte one : line) {
      if (one > ' ' || one < 0) {
        return false;
      }
    }
    return true;
  }
}
