package dev.tercet.server.workflow;

import java.time.Duration;

/**
 * One run of a command that checks the code.
 *
 * @param exitCode 0 is green; -1 when it did not end in time
 * @param output the end of what it printed, bounded
 */
public record Verification(String command, int exitCode, String output, Duration took) {

  public boolean green() {
    return exitCode == 0;
  }
}
