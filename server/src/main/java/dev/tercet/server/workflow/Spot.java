package dev.tercet.server.workflow;

/** At what point a trouble came up, which decides where a task goes on from. */
public enum Spot {
  PREPARE,
  RUN,
  BUDGET,
  COLLECT,
  INTEGRATE,
  VERIFY,
  COMMIT,
  WRITE,
  CHECK,
  ROUNDS,
  TRAIN,
  REBASE,
  HANDBACK,
  UNDO,
  /** The target would be red without the change. */
  UNDO_RED
}
