package dev.tercet.server.workflow;

/** Why nothing is started for a task that otherwise could go on. */
public sealed interface Hold {

  /** Nothing holds it. */
  record Free() implements Hold {}

  /** A human, or a limit, paused it. */
  record Paused(String reason) implements Hold {}

  /** A human works in the worktree. */
  record TakenOver() implements Hold {}

  /** The human's work is being committed. */
  record HandingBack(String message) implements Hold {}

  /** The branch is being moved onto another commit; {@code onto} is what was asked for. */
  record Rebasing(int number, CommitId onto) implements Hold {}
}
