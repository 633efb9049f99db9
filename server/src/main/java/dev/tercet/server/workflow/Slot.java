package dev.tercet.server.workflow;

/** One preset's place in a step. */
public sealed interface Slot {

  /** The run in the slot, the latest one. */
  RunId run();

  /** Runs broken in a row. */
  int failures();

  /** The run should be under way. */
  record Active(RunId run, int failures) implements Slot {}

  /** The run asked the human and has ended; it is continued with the answer. */
  record Asking(RunId run, int failures) implements Slot {}

  /** The run has done its part. */
  record Ended(RunId run, int failures) implements Slot {}

  /** The run broke too often; a decision is open. */
  record Broken(RunId run, int failures) implements Slot {}

  /** The run was stopped by a pause or a takeover; it is queued again when the task goes on. */
  record Stopped(RunId run, int failures) implements Slot {}
}
