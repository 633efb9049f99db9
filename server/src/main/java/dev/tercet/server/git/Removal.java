package dev.tercet.server.git;

import java.util.List;
import java.util.Optional;

/** What became of removing a worktree. */
public sealed interface Removal {

  /**
   * It is gone.
   *
   * @param trash the ref that still has the branch's work; empty where there was no branch
   */
  record Removed(Optional<String> trash) implements Removal {}

  /** It has changes that are in no commit; nothing was removed. */
  record Uncommitted(List<String> paths) implements Removal {}

  /** Its branch has commits that the target has not; nothing was removed. */
  record Unmerged(int commits) implements Removal {}

  /** It is not what we created any more; nothing was removed. */
  record NotOurs(String reason) implements Removal {}
}
