package dev.tercet.server.workflow;

/** How a task's branch becomes part of its target. */
public enum MergeStrategy {
  MERGE,
  SQUASH,
  REBASE
}
