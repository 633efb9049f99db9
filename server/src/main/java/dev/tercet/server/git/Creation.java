package dev.tercet.server.git;

import java.nio.file.Path;

/** What became of creating a worktree. */
public sealed interface Creation {

  /**
   * It is there, with the wanted commit's files.
   *
   * @param adopted whether an earlier try had made it, with whatever happened in it since
   */
  record Ready(Worktree worktree, boolean adopted) implements Creation {}

  /** Something else is where it should be; nothing was touched. */
  record DirectoryTaken(Path directory, String reason) implements Creation {}

  /** Every name for its branch is taken; nothing was touched. */
  record BranchTaken(BranchName branch) implements Creation {}
}
