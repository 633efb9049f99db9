package dev.tercet.server.git;

import java.util.List;

/**
 * How a checkout differs from its last commit.
 *
 * @param nested folders that are repositories of their own and in no commit
 */
public record WorkingStatus(List<WorkingChange> changes, List<String> nested) {

  public WorkingStatus {
    changes = List.copyOf(changes);
    nested = List.copyOf(nested);
  }

  /** Whether there is nothing to commit. */
  public boolean isClean() {
    return changes.isEmpty() && nested.isEmpty();
  }
}
