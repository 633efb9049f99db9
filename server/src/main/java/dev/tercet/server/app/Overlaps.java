package dev.tercet.server.app;

import dev.tercet.protocol.Overlap;
import dev.tercet.server.merge.Ground;
import dev.tercet.server.merge.Reach;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Which other tasks at work write the same files: by their changes, else by their footprints. Told
 * of every task as it becomes. Safe for any thread.
 */
final class Overlaps {

  /** Many more than anybody reads; there may be a thousand tasks that change one file. */
  private static final int MOST = 20;

  private final Map<Place, Ground> grounds = new HashMap<>();
  private final Map<TaskId, Stand> stands = new HashMap<>();

  /** Where changes can get in each other's way. */
  private record Place(String commonDir, String target) {}

  /** What is known of a task; {@code changed} and {@code footprint} as the task has them. */
  private record Stand(Place place, List<String> changed, List<String> footprint) {}

  synchronized void became(Task task) {
    Stand now = isLive(task) ? stand(task) : null;
    Stand before = stands.get(task.id());
    if (now == null ? before == null : now.equals(before)) {
      return;
    }
    if (before != null) {
      leave(task.id(), before.place());
    }
    if (now != null) {
      stands.put(task.id(), now);
      ground(now.place())
          .put(new Reach(task.id(), new HashSet<>(now.changed()), new HashSet<>(now.footprint())));
    }
  }

  private void leave(TaskId task, Place place) {
    stands.remove(task);
    ground(place).remove(task);
  }

  private Ground ground(Place place) {
    return grounds.computeIfAbsent(place, _ -> new Ground());
  }

  private static Stand stand(Task task) {
    List<String> changed = task.workspace().changed();
    return new Stand(
        new Place(task.charter().commonDir(), task.charter().target()),
        changed,
        changed.isEmpty() ? Footprint.of(task) : List.of());
  }

  /** In the order of the others' ids, at most {@value #MOST} of them. */
  synchronized List<Overlap> of(Task task) {
    Stand stand = stands.get(task.id());
    return stand == null
        ? List.of()
        : ground(stand.place()).of(task.id(), MOST).stream()
            .map(overlap -> new Overlap(overlap.other(task.id()).value(), overlap.paths()))
            .toList();
  }

  private static boolean isLive(Task task) {
    return switch (task.phase()) {
      case PREPARING, ACTIVE, MERGING, PUBLISHED -> true;
      case QUEUED, MERGED, UNDOING, ABANDONED, DELETED -> false;
    };
  }
}
