package dev.tercet.server.app;

import dev.tercet.server.workflow.TaskId;
import java.util.Optional;

/** What keeps a task's events from being written down, such as a full disk. */
public interface Complaints {

  /** In words; empty when nothing does. */
  Optional<String> of(TaskId task);
}
