package dev.tercet.server.app;

import dev.tercet.protocol.Overlap;
import dev.tercet.server.merge.Reach;
import dev.tercet.server.workflow.Task;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/** Which other tasks at work write the same files: by their changes, else by their footprints. */
final class Overlaps {

  private final ReadModel model;

  Overlaps(ReadModel model) {
    this.model = model;
  }

  List<Overlap> of(Task task) {
    if (!isLive(task)) {
      return List.of();
    }
    return model.all().stream()
        .filter(other -> isNeighbour(task, other))
        .flatMap(
            other ->
                dev.tercet.server.merge.Overlap.among(List.of(reach(task), reach(other))).stream()
                    .map(overlap -> new Overlap(other.id().value(), overlap.paths())))
        .sorted(Comparator.comparing(Overlap::task))
        .toList();
  }

  private static boolean isNeighbour(Task task, Task other) {
    return !other.id().equals(task.id())
        && isLive(other)
        && other.charter().commonDir().equals(task.charter().commonDir())
        && other.charter().target().equals(task.charter().target());
  }

  private static Reach reach(Task task) {
    List<String> changed = task.workspace().changed();
    return new Reach(
        task.id(),
        new HashSet<>(changed),
        changed.isEmpty() ? new HashSet<>(Footprint.of(task)) : new HashSet<>());
  }

  private static boolean isLive(Task task) {
    return switch (task.phase()) {
      case PREPARING, ACTIVE, MERGING, PUBLISHED -> true;
      case QUEUED, MERGED, UNDOING, ABANDONED, DELETED -> false;
    };
  }
}
