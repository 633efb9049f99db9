package dev.tercet.server.merge;

import dev.tercet.server.workflow.Glob;
import dev.tercet.server.workflow.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

  /** Every pair that overlaps, in the order of their ids; a pair that does not is left out. */
  public static List<Overlap> among(List<Reach> reaches) {
    List<Reach> sorted =
        reaches.stream().sorted((left, right) -> left.task().compareTo(right.task())).toList();
    List<Overlap> overlaps = new ArrayList<>();
    for (int at = 0; at < sorted.size(); at++) {
      for (Reach other : sorted.subList(at + 1, sorted.size())) {
        Set<String> shared = shared(sorted.get(at), other);
        if (!shared.isEmpty()) {
          overlaps.add(
              new Overlap(
                  sorted.get(at).task(),
                  other.task(),
                  shared.stream().limit(MOST).toList(),
                  shared.size()));
        }
      }
    }
    return overlaps;
  }

  private static Set<String> shared(Reach left, Reach right) {
    Set<String> shared = new TreeSet<>(left.changed());
    shared.retainAll(right.changed());
    shared.addAll(meeting(left.footprint(), right.changed()));
    shared.addAll(meeting(right.footprint(), left.changed()));
    shared.addAll(meeting(left.footprint(), right.footprint()));
    shared.addAll(meeting(right.footprint(), left.footprint()));
    return shared;
  }

  private static List<String> meeting(Set<String> globs, Set<String> others) {
    return others.stream()
        .filter(other -> globs.stream().anyMatch(glob -> Glob.matches(glob, other)))
        .toList();
  }
}
