package dev.tercet.server.process;

/**
 * How a program ended and what it printed.
 *
 * @param exitCode as the system reports it; 128 + signal where a signal ended it
 * @param timedOut whether it was ended by us because its time was over
 */
public record ProcessResult(int exitCode, Captured out, Captured err, boolean timedOut) {

  /** Whether it ended by itself, with 0. */
  public boolean succeeded() {
    return exitCode == 0 && !timedOut;
  }
}
