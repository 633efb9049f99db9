package dev.tercet.cli;

/** What a command ends with. */
final class ExitCode {

  static final int DONE = 0;

  /** Refused or failed; the reason is on the error stream. */
  static final int FAILED = 1;

  static final int USAGE = 2;
  static final int UNREACHABLE = 3;

  private ExitCode() {}
}
