package dev.tercet.server.merge;

import dev.tercet.server.workflow.TaskId;
import java.util.List;
import java.util.SortedSet;

/**
 * Two tasks that change the same.
 *
 * <p>Commits say it for certain, footprints as early as a spec is there: a path of one task that a
 * glob of the other matches counts, and so do globs that are alike or name what the other matches.
 *
 * @param first the lesser id of the two
 * @param paths the paths and globs that both change, sorted, at most {@value #MOST}
 * @param count how many there are, shown or not
 */
public record Overlap(TaskId first, TaskId second, List<String> paths, int count) {

  private static final int MOST = 50;

  public Overlap {
    paths = List.copyOf(paths);
  }

  /** Of one task with another, whichever of them is the lesser. */
  static Overlap of(TaskId task, TaskId other, SortedSet<String> shared) {
    List<String> paths = shared.stream().limit(MOST).toList();
    return task.compareTo(other) < 0
        ? new Overlap(task, other, paths, shared.size())
        : new Overlap(other, task, paths, shared.size());
  }

  /** The one of the two that is not this. */
  public TaskId other(TaskId task) {
    return task.equals(first) ? second : first;
  }
}
