package dev.tercet.server.git;

import dev.tercet.server.workflow.CommitId;
import java.util.List;

/** What became of a merge, a rebase or a revert. No branch has moved in any case. */
public sealed interface MergeResult {

  /**
   * The result is a commit whose history has the target.
   *
   * @param tree what was, or is to be, verified
   */
  record Clean(CommitId commit, String tree) implements MergeResult {}

  /**
   * Both sides changed the same places.
   *
   * @param evidence the places with conflict markers, bounded
   */
  record Conflict(List<String> paths, String evidence) implements MergeResult {}

  /** The target has it all already. */
  record Nothing() implements MergeResult {}
}
