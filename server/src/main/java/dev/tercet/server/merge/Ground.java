package dev.tercet.server.merge;

import dev.tercet.server.workflow.Glob;
import dev.tercet.server.workflow.TaskId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who changes what, by path, so that asking who else changes the same does not take a look at
 * everybody. A glob is found by what it begins with. Used by one thread at a time.
 */
public final class Ground {

  private static final SortedSet<TaskId> NOBODY = Collections.emptySortedSet();

  private final Map<TaskId, Reach> reaches = new HashMap<>();

  /** Paths and globs as they are written, and whose they are. */
  private final NavigableMap<String, SortedSet<TaskId>> changed = new TreeMap<>();

  private final NavigableMap<String, SortedSet<TaskId>> footprints = new TreeMap<>();

  /** The footprints by the text that every match of them begins with. */
  private final Map<String, SortedSet<String>> globs = new HashMap<>();

  /** From now on the task changes this, and nothing else. */
  public void put(Reach reach) {
    remove(reach.task());
    reaches.put(reach.task(), reach);
    reach.changed().forEach(path -> add(changed, path, reach.task()));
    for (String glob : reach.footprint()) {
      add(footprints, glob, reach.task());
      add(globs, opening(glob), glob);
    }
  }

  /** From now on the task changes nothing. */
  public void remove(TaskId task) {
    Reach before = reaches.remove(task);
    if (before == null) {
      return;
    }
    before.changed().forEach(path -> drop(changed, path, task));
    for (String glob : before.footprint()) {
      drop(footprints, glob, task);
      if (!footprints.containsKey(glob)) {
        drop(globs, opening(glob), glob);
      }
    }
  }

  private static <K, V extends Comparable<V>> void add(Map<K, SortedSet<V>> sets, K key, V value) {
    sets.computeIfAbsent(key, _ -> new TreeSet<>()).add(value);
  }

  private static <K, V extends Comparable<V>> void drop(Map<K, SortedSet<V>> sets, K key, V value) {
    sets.computeIfPresent(
        key,
        (_, set) -> {
          set.remove(value);
          return set.isEmpty() ? null : set;
        });
  }

  /** The folder that a glob's matches lie in for certain; where it has no star, all of its text. */
  private static String opening(String glob) {
    String literal = literal(glob);
    return literal.length() == plain(glob).length()
        ? trimmed(literal)
        : literal.substring(0, literal.lastIndexOf('/') + 1);
  }

  private static String plain(String glob) {
    return glob.startsWith("./") ? glob.substring(2) : glob;
  }

  private static String trimmed(String folder) {
    return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
  }

  /** What every path that the glob matches begins with. */
  private static String literal(String glob) {
    String text = plain(glob);
    int end = 0;
    while (end < text.length() && text.charAt(end) != '*' && text.charAt(end) != '?') {
      end++;
    }
    return text.substring(0, end);
  }

  /**
   * What the task shares with others, in the order of their ids; at most so many others, those that
   * are met first.
   */
  public List<Overlap> of(TaskId task, int most) {
    Reach reach = reaches.get(task);
    if (reach == null) {
      return List.of();
    }
    Shared shared = new Shared(task, most);
    for (String path : new TreeSet<>(reach.changed())) {
      shared.add(path, changed.getOrDefault(path, NOBODY));
      shared.addAll(path, matching(path));
    }
    for (String glob : new TreeSet<>(reach.footprint())) {
      shared.addAll(glob, matching(glob));
      matched(glob, changed, shared);
      matched(glob, footprints, shared);
    }
    return shared.overlaps();
  }

  /** Whose footprints match a path. */
  private List<SortedSet<TaskId>> matching(String path) {
    List<SortedSet<TaskId>> owners = new ArrayList<>();
    matching(path, "", owners);
    for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      matching(path, path.substring(0, at), owners);
      matching(path, path.substring(0, at + 1), owners);
    }
    matching(path, path, owners);
    return owners;
  }

  private void matching(String path, String opening, List<SortedSet<TaskId>> owners) {
    SortedSet<String> candidates = globs.get(opening);
    if (candidates != null) {
      for (String glob : candidates) {
        if (Glob.matches(glob, path)) {
          owners.add(footprints.getOrDefault(glob, NOBODY));
        }
      }
    }
  }

  private static void matched(
      String glob, NavigableMap<String, SortedSet<TaskId>> paths, Shared shared) {
    String begin = trimmed(literal(glob));
    for (Map.Entry<String, SortedSet<TaskId>> entry : paths.tailMap(begin, true).entrySet()) {
      if (!entry.getKey().startsWith(begin)) {
        return;
      }
      if (Glob.matches(glob, entry.getKey())) {
        shared.add(entry.getKey(), entry.getValue());
      }
    }
  }

  /** What is found for one task. */
  private static final class Shared {

    private final TaskId task;
    private final int most;
    private final NavigableMap<TaskId, SortedSet<String>> paths = new TreeMap<>();

    Shared(TaskId task, int most) {
      this.task = task;
      this.most = most;
    }

    void addAll(String path, List<SortedSet<TaskId>> owners) {
      owners.forEach(some -> add(path, some));
    }

    void add(String path, SortedSet<TaskId> owners) {
      if (paths.size() < most) {
        for (TaskId other : owners) {
          if (!other.equals(task) && (paths.size() < most || paths.containsKey(other))) {
            Ground.add(paths, other, path);
          }
        }
      } else {
        paths.forEach(
            (other, shared) -> {
              if (owners.contains(other)) {
                shared.add(path);
              }
            });
      }
    }

    List<Overlap> overlaps() {
      return paths.entrySet().stream()
          .map(entry -> Overlap.of(task, entry.getKey(), entry.getValue()))
          .toList();
    }
  }
}
