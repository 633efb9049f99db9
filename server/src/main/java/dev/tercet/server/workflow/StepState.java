package dev.tercet.server.workflow;

/** Where a step is. */
public sealed interface StepState {

  /** Waits for the steps it needs. */
  record Pending() implements StepState {}

  /** Its conditions do not hold, or the template says it is done. */
  record Skipped(String reason) implements StepState {}

  /** The target is merged into the branch before the prompt. */
  record Integrating() implements StepState {}

  /** Its runs are under way, or its command for a check. */
  record Running() implements StepState {}

  /** What a planner wrote is being read and committed. */
  record Collecting() implements StepState {}

  /** The verification command is under way. */
  record Verifying() implements StepState {}

  /** The item's change is being committed. */
  record Committing() implements StepState {}

  /** The reviewers' words are being written to their artifact. */
  record Writing() implements StepState {}

  /** A decision is open; which one, the task knows. */
  record Waiting() implements StepState {}

  /** Everything of it is done and decided. */
  record Done() implements StepState {}
}
