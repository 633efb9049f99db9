package dev.tercet.server.merge;

import dev.tercet.server.workflow.TaskId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which tasks go into their target: as humans decided, and by id where they decided at
 * one moment, so that a restart goes on with the same order.
 */
public final class TrainOrder {

  private TrainOrder() {}

  public static List<TaskId> of(Collection<Waiting> waiting) {
    return waiting.stream()
        .sorted(Comparator.comparing(Waiting::decided).thenComparing(Waiting::task))
        .map(Waiting::task)
        .toList();
  }
}
