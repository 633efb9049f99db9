package dev.tercet.server.app;

import dev.tercet.protocol.Overlap;
import dev.tercet.server.workflow.Glob;
import dev.tercet.server.workflow.Phase;
import dev.tercet.server.workflow.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which other tasks at work write the same files: by their changes, else by their footprints. */
final class Overlaps {

  private static final int MOST_PATHS = 50;

  private final ReadModel model;

  Overlaps(ReadModel model) {
    this.model = model;
  }

  List<Overlap> of(Task task) {
    if (!isLive(task)) {
      return List.of();
    }
    List<Overlap> overlaps = new ArrayList<>();
    for (Task other : model.all()) {
      boolean sameTarget =
          !other.id().equals(task.id())
              && isLive(other)
              && other.charter().commonDir().equals(task.charter().commonDir())
              && other.charter().target().equals(task.charter().target());
      List<String> shared = sameTarget ? shared(task, other) : List.of();
      if (!shared.isEmpty()) {
        overlaps.add(new Overlap(other.id().value(), shared.stream().limit(MOST_PATHS).toList()));
      }
    }
    overlaps.sort(Comparator.comparing(Overlap::task));
    return overlaps;
  }

  private static boolean isLive(Task task) {
    return task.phase() == Phase.PREPARING
        || task.phase() == Phase.ACTIVE
        || task.phase() == Phase.MERGING
        || task.phase() == Phase.PUBLISHED;
  }

  private static List<String> shared(Task task, Task other) {
    List<String> mine = paths(task);
    List<String> theirs = paths(other);
    return mine.stream()
        .filter(
            path ->
                theirs.stream().anyMatch(one -> Glob.matches(one, path) || Glob.matches(path, one)))
        .sorted()
        .distinct()
        .toList();
  }

  private static List<String> paths(Task task) {
    return task.workspace().changed().isEmpty() ? Footprint.of(task) : task.workspace().changed();
  }
}
