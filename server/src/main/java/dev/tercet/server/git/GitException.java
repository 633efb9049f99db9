package dev.tercet.server.git;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Git could not do what it was asked, for a reason that is none of the outcomes a caller expects.
 * The message says what was attempted, where, and what git said.
 */
public final class GitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> command;
  private final int exitCode;
  private final String stderrTail;

  GitException(List<String> command, int exitCode, String stderrTail, String message) {
    super(message);
    this.command = List.copyOf(command);
    this.exitCode = exitCode;
    this.stderrTail = stderrTail;
  }

  /** A failure in which no git command ended badly: a file that could not be read or written. */
  GitException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.command = List.of();
    this.exitCode = -1;
    this.stderrTail = "";
  }

  /** The arguments git was given, without the executable; empty where no git was involved. */
  public List<String> command() {
    return command;
  }

  /** The exit code, -1 where git did not run to an end. */
  public int exitCode() {
    return exitCode;
  }

  /** The end of what git printed to standard error. */
  public String stderrTail() {
    return stderrTail;
  }
}
