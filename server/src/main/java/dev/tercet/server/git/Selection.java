package dev.tercet.server.git;

import dev.tercet.server.workflow.CommitId;

/** What a name, or the lack of one, was resolved to. */
public sealed interface Selection {

  /**
   * A commit, and where it was taken from.
   *
   * @param name a branch or a revision; for a person to read
   */
  record Selected(String name, CommitId commit) implements Selection {}

  /** A branch. */
  record SelectedBranch(BranchName branch, CommitId commit) implements Selection {}

  /** Nothing could be chosen; the reason says what to do. */
  record NotSelected(String reason) implements Selection {}
}
