package dev.tercet.server.workflow;

/** What a human decides once a step's work is there, before a later step may use it. */
public sealed interface Gate {

  /** The human approves one artifact of the step, as it was shown. */
  record Approve(ArtifactName artifact) implements Gate {}

  /** The human judges what the reviewers found; without findings nobody is asked. */
  record Findings() implements Gate {}

  /** Nobody is asked. */
  record None() implements Gate {}
}
