package dev.tercet.server.settings;

/** When a task's worktree is removed. */
public enum WorktreeRemoval {
  AT_MERGE,
  KEEP
}
