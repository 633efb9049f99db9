package dev.tercet.server.store;

import dev.tercet.server.workflow.TaskId;

/**
 * An append was meant to follow another event than the task's last one: somebody else appended in
 * between. Nothing was written. Read the task again and decide anew.
 */
public final class WrongSequenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long expected;
  private final long actual;

  WrongSequenceException(TaskId task, long expected, long actual) {
    super(
        "append to task %s after event %d: its last event is %d".formatted(task, expected, actual));
    this.expected = expected;
    this.actual = actual;
  }

  /** The seq that the caller took for the last. */
  public long expected() {
    return expected;
  }

  /** The seq of the task's last event, 0 when it has none. */
  public long actual() {
    return actual;
  }
}
