package dev.tercet.server.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program could not be started, or waiting for it was given up. The message says which. */
public final class ProcessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> command;

  public ProcessException(List<String> command, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.command = command;
  }

  /** The program and its arguments. */
  public List<String> command() {
    return command;
  }
}
