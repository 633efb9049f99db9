package dev.tercet.server.process;

import java.nio.charset.StandardCharsets;

/** The beginning and the end of what a program printed; the middle is cut where it was too much. */
public final class Captured {

  private final byte[] head;
  private final byte[] tail;
  private final long cut;

  Captured(byte[] head, byte[] tail, long cut) {
    this.head = head;
    this.tail = tail;
    this.cut = cut;
  }

  /** How many bytes between head and tail were dropped. */
  public long cut() {
    return cut;
  }

  /** Whether nothing was dropped. */
  public boolean isWhole() {
    return cut == 0;
  }

  /** All bytes that were kept, with nothing to mark the cut. */
  public byte[] bytes() {
    byte[] all = new byte[head.length + tail.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }

  /** As UTF-8, malformed bytes replaced; a cut is marked by a line that says how much. */
  public String text() {
    if (isWhole()) {
      return new String(bytes(), StandardCharsets.UTF_8);
    }
    return new String(head, StandardCharsets.UTF_8)
        + "\n[… "
        + cut
        + " bytes cut …]\n"
        + new String(tail, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text();
  }
}
