package dev.tercet.server.git;

import dev.tercet.server.workflow.CommitId;
import java.util.List;

/** What became of taking another commit's history into a branch. */
public sealed interface Integration {

  /** The branch is at this commit, which has both histories. */
  record TakenIn(CommitId head) implements Integration {}

  /** The files at these paths hold conflict marks; the branch is where it was. */
  record Conflicting(CommitId head, List<String> paths) implements Integration {}
}
