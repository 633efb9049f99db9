package dev.tercet.server.perform;

import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Task;
import java.time.Duration;
import java.util.function.Predicate;

/** One task, as whoever performs an effect for it sees it. Safe for any thread. */
public interface Reporter {

  /** The task as it is now. */
  Task task();

  /**
   * Tells the task what happened and returns when that is durable.
   *
   * @return whether the task made anything of it; false when it no longer waits for this
   */
  boolean report(Report report);

  /** Waits until the task is so, for {@code limit} at most; false when it is not by then. */
  boolean await(Predicate<Task> state, Duration limit) throws InterruptedException;

  /** Called when the effect is not wanted any more, at once if that is already so. */
  void onStop(Runnable stop);
}
