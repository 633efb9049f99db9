package dev.tercet.server.git;

import dev.tercet.server.workflow.CommitId;
import java.util.List;

/** What became of committing. */
public sealed interface CommitResult {

  /** There is a new commit, and the branch is at it. */
  record Committed(CommitId commit) implements CommitResult {}

  /** The checkout is as the branch's last commit. */
  record NothingChanged(CommitId head) implements CommitResult {}

  /** Something must not get into a commit; nothing was committed. */
  record Withheld(List<Hit> hits) implements CommitResult {}

  /**
   * Another branch, or none, is checked out; nothing was committed.
   *
   * @param found what is checked out
   */
  record OffBranch(String found) implements CommitResult {}

  /** Nobody is configured to commit as; nothing was committed. The message says what to do. */
  record NoIdentity(String message) implements CommitResult {}

  /** A file that must not get into a commit. The secret is not repeated. */
  record Hit(String path, Reason reason) {}

  /** Why a file must not get into a commit. */
  enum Reason {
    HOLDS_A_SECRET,
    TOO_LARGE
  }
}
