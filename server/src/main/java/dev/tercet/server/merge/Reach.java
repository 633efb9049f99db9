package dev.tercet.server.merge;

import dev.tercet.server.workflow.TaskId;
import java.util.Set;

/**
 * What a task changes.
 *
 * @param changed paths that its commits have changed, relative and with slashes
 * @param footprint globs that its spec says it will change
 */
public record Reach(TaskId task, Set<String> changed, Set<String> footprint) {

  public Reach {
    changed = Set.copyOf(changed);
    footprint = Set.copyOf(footprint);
  }
}
