package dev.tercet.server.runtime;

import dev.tercet.server.workflow.TaskId;

/**
 * The runtime is ending; what was sent will be looked at by the next daemon, if it is sent again.
 */
public final class ClosedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClosedException(TaskId task) {
    super("task %s takes no more commands: the daemon is ending".formatted(task));
  }
}
