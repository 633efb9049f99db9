package dev.tercet.server.perform;

import dev.tercet.server.workflow.Task;
import java.util.Collection;

/** Knows the other tasks, for what is done to one may break another. */
public interface Neighbours {

  /** Every task as it is now. Safe for any thread. */
  Collection<Task> all();
}
