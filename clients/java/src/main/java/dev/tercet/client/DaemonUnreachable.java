package dev.tercet.client;

import org.jspecify.annotations.Nullable;

/**
 * No daemon could be talked to: none runs, it did not start, it would not talk, or it went away in
 * the middle. The message is for people.
 */
public final class DaemonUnreachable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String mend;

  /**
   * @param mend what the person can do, in a line
   */
  public DaemonUnreachable(String message, String mend, @Nullable Throwable cause) {
    super(message, cause);
    this.mend = mend;
  }

  public String mend() {
    return mend;
  }
}
