package dev.tercet.server.perform;

import dev.tercet.server.workflow.Task;
import java.util.List;

/** Knows the other tasks of a repository. */
@FunctionalInterface
public interface Neighbours {

  /** Those with a worktree in which nothing is at work now, always in the same order. */
  List<Task> idle(Task task);
}
