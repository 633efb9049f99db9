package dev.tercet.server.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Keeps the first and the last bytes of a stream within a limit, the head getting half of it.
 *
 * <p>Written by one reader thread; {@link #captured} may be called from any.
 */
final class HeadAndTail {

  private final int headLimit;
  private final int tailLimit;
  private byte[] head = new byte[0];
  private byte[] ring = new byte[0];
  private long afterHead;

  HeadAndTail(int limit) {
    this.tailLimit = limit / 2;
    this.headLimit = limit - tailLimit;
  }

  /** Reads until the end of the stream, or until it is closed under us. */
  void drain(InputStream in) {
    byte[] buffer = new byte[16 * 1024];
    try (in) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        add(buffer, read);
      }
    } catch (IOException _) {
      // The pipe was closed because its process ended: what was read until then is the output.
    }
  }

  synchronized Captured captured() {
    int kept = (int) Math.min(afterHead, tailLimit);
    byte[] tail = new byte[kept];
    long start = afterHead - kept;
    for (int i = 0; i < kept; i++) {
      tail[i] = ring[(int) ((start + i) % tailLimit)];
    }
    return new Captured(head.clone(), tail, afterHead - kept);
  }

  private synchronized void add(byte[] buffer, int length) {
    int toHead = Math.min(length, headLimit - head.length);
    if (toHead > 0) {
      int old = head.length;
      head = Arrays.copyOf(head, old + toHead);
      System.arraycopy(buffer, 0, head, old, toHead);
    }
    addToRing(buffer, Math.max(0, toHead), length);
  }

  private void addToRing(byte[] buffer, int from, int to) {
    if (from < to && tailLimit > 0) {
      long needed = Math.min(tailLimit, afterHead + (to - from));
      if (ring.length < needed) {
        ring = Arrays.copyOf(ring, (int) Math.min(tailLimit, Math.max(needed, ring.length * 2L)));
      }
    }
    int position = from;
    while (position < to && tailLimit > 0) {
      int at = (int) (afterHead % tailLimit);
      int step = Math.min(to - position, tailLimit - at);
      System.arraycopy(buffer, position, ring, at, step);
      afterHead += step;
      position += step;
    }
  }
}
