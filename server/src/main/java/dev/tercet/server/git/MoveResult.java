package dev.tercet.server.git;

import dev.tercet.server.workflow.CommitId;
import java.util.List;
import java.util.Optional;

/** What became of moving a branch that users work on. Nothing is ever half done. */
public sealed interface MoveResult {

  /** The branch is at the new commit, and so are the files where it is checked out. */
  record Moved() implements MoveResult {}

  /** Files that would change have changes of the user's. */
  record Dirty(List<String> paths) implements MoveResult {}

  /** Files that would appear are there already and are in no commit. */
  record UntrackedInTheWay(List<String> paths) implements MoveResult {}

  /** Files would have to pass a filter of the user's configuration, which we do not run. */
  record Filtered(List<String> paths) implements MoveResult {}

  /**
   * The branch is not where it was expected.
   *
   * @param actual where it is; empty when it is gone
   */
  record Stale(Optional<CommitId> actual) implements MoveResult {}

  /** Another git is at work in the checkout, or a crashed one left its lock. */
  record Locked(HeldLock lock) implements MoveResult {}
}
