package dev.tercet.server.workflow;

/** What kind of thing needs a human before the task can go on. */
public enum Trouble {
  /** Something did not work. */
  FAILURE,
  /** The change and its target, or its new base, do not fit. */
  CONFLICT,
  /** A limit was reached. */
  LIMIT,
  /** Something that a repository supplies has not been trusted. */
  TRUST,
  /** The change writes where the spec did not say. */
  FOOTPRINT,
  /** An agent wrote where it may not. */
  BOUNDARY
}
