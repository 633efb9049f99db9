package dev.tercet.protocol;

/** What a step does, which decides its rights. */
public enum Role {
  PLAN,
  BUILD,
  REVIEW,
  CHECK
}
