package dev.tercet.server.git;

/**
 * Something in a worktree that no task should do, and that a human has to look at.
 *
 * @param path from the top of the worktree
 * @param text for a person: what was found
 */
public record BoundaryFinding(Kind kind, String path, String text) {

  /** What was found. */
  public enum Kind {
    /** The worktree's {@code .git} file is not what git wrote. */
    GIT_FILE_CHANGED,
    /** Another branch, or none, is checked out. */
    OFF_BRANCH,
    /** A repository inside the worktree that the base did not have. */
    NESTED_REPOSITORY,
    /** A submodule in the index or the branch that the base did not have. */
    NEW_SUBMODULE
  }
}
