package dev.tercet.server.workflow;

/** What a human can choose at a trouble. */
public enum Option {
  /** Try again; a line, if given, goes into the prompt. */
  RETRY,
  /** Trust exactly what was shown, in this repository, and go on. */
  TRUST,
  /** Go on as if it were in order. */
  CONTINUE,
  /** Take the worktree over. */
  TAKEOVER,
  /** Give the task up. */
  ABANDON
}
