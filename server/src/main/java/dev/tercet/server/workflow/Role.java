package dev.tercet.server.workflow;

/** What a step does, which decides its rights. */
public enum Role {
  /** Writes artifacts and nothing else. */
  PLAN,
  /** Writes code. */
  BUILD,
  /** Reports findings and writes nothing. */
  REVIEW,
  /** Runs a command; no model is involved. */
  CHECK
}
