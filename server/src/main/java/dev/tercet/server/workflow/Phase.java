package dev.tercet.server.workflow;

/** Where a task is in its life. */
public enum Phase {
  /** Created, not started. */
  QUEUED,
  /** Its worktree is being made. */
  PREPARING,
  /** Its steps are worked through; at the end it waits to be merged. */
  ACTIVE,
  /** A human said to merge it. */
  MERGING,
  /** A pull request is open; the merge happens on the remote. */
  PUBLISHED,
  /** Its change is in the target. */
  MERGED,
  /** Its merge is being reverted. */
  UNDOING,
  /** Given up; its branch and worktree are kept. */
  ABANDONED,
  /** Its worktree is gone and its branch is in the trash. */
  DELETED;

  /** Nothing happens any more unless a human undoes a merge or deletes the task. */
  public boolean isTerminal() {
    return this == MERGED || this == ABANDONED || this == DELETED;
  }
}
