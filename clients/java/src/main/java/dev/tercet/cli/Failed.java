package dev.tercet.cli;

/** A command that did not do what was asked: one line what is wrong, one line what to do. */
final class Failed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String mend;

  Failed(int exitCode, String message, String mend) {
    super(message);
    this.exitCode = exitCode;
    this.mend = mend;
  }

  /** Refused, or failed. */
  static Failed because(String message, String mend) {
    return new Failed(ExitCode.FAILED, message, mend);
  }

  /** Called in a way that cannot be meant. */
  static Failed usage(String message, String mend) {
    return new Failed(ExitCode.USAGE, message, mend);
  }

  int exitCode() {
    return exitCode;
  }

  /** What to do; empty where the message has it. */
  String mend() {
    return mend;
  }
}
