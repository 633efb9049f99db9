package dev.tercet.server.git;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A linked checkout that we created, as the journal keeps it.
 *
 * @param directory where its files are
 * @param gitDir its entry under {@code .git/worktrees}
 * @param branch null where a commit is checked out without a branch
 */
public record Worktree(Path directory, Path gitDir, @Nullable BranchName branch) {

  /** The directories to call git with. */
  GitDirs dirs(Path commonDir) {
    return new GitDirs(gitDir, commonDir, directory);
  }
}
