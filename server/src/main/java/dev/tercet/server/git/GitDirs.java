package dev.tercet.server.git;

import java.nio.file.Path;

/**
 * The directories that say which repository and which checkout is meant; kept in the journal, and
 * never derived again from what lies in the checkout.
 *
 * @param gitDir of this checkout: {@code .git} of the main one, its entry under {@code
 *     .git/worktrees} for a linked one
 * @param commonDir what all checkouts share: objects, branches, configuration
 * @param workTree the checked out files
 */
public record GitDirs(Path gitDir, Path commonDir, Path workTree) {

  public GitDirs {
    if (!gitDir.isAbsolute() || !commonDir.isAbsolute() || !workTree.isAbsolute()) {
      throw new IllegalArgumentException(
          "git's directories are absolute: " + gitDir + ", " + commonDir + ", " + workTree);
    }
  }
}
