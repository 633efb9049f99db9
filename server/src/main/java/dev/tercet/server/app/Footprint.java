package dev.tercet.server.app;

import dev.tercet.server.workflow.Glob;
import dev.tercet.server.workflow.Task;
import java.util.List;

/** Where a change writes against where its spec said it would. */
final class Footprint {

  private Footprint() {}

  /** What the artifacts say that the change will touch. */
  static List<String> of(Task task) {
    return task.artifacts().values().stream()
        .flatMap(artifact -> artifact.touches().stream())
        .distinct()
        .toList();
  }

  /** Changed paths that no glob of the footprint matches; none where nothing was said. */
  static List<String> outside(Task task) {
    List<String> globs = of(task);
    if (globs.isEmpty()) {
      return List.of();
    }
    return task.workspace().changed().stream()
        .filter(path -> globs.stream().noneMatch(glob -> Glob.matches(glob, path)))
        .toList();
  }
}
