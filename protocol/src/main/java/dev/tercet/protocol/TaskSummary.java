package dev.tercet.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the board: a task in short.
 *
 * @param revision the sequence number of the task's last event; grows with every change
 * @param repository absolute path of the main checkout
 * @param repositoryName what people call it: the folder's name
 * @param branch of the task; null until its worktree is there
 * @param step name of the step that is at work or waiting
 * @param itemsDone plan items that are committed, of {@code items}; both 0 before there is a plan
 * @param decisions how many are open
 * @param overlaps other live tasks that touch the same paths; at most 20
 */
public record TaskSummary(
    String id,
    long revision,
    String title,
    String repository,
    String repositoryName,
    String target,
    TaskState state,
    int itemsDone,
    int items,
    int decisions,
    Usage usage,
    List<Overlap> overlaps,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String branch,
    @Nullable String step) {
  public TaskSummary {
    overlaps = List.copyOf(overlaps);
  }
}
