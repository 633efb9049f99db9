package dev.tercet.protocol;

import java.util.List;

/**
 * Tasks, those that need a person first, then the newest first.
 *
 * @param position of the journal that this view shows; see {@link InboxMethods#subscribe}
 */
public record TaskList(long position, List<TaskSummary> tasks) {
  public TaskList {
    tasks = List.copyOf(tasks);
  }
}
