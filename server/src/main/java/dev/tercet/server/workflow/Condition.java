package dev.tercet.server.workflow;

/**
 * One {@code when} of a step; a step whose conditions do not all hold is skipped, with the reason.
 */
public sealed interface Condition {

  /** Holds when the task's changes so far touch a path that the glob matches. */
  record Changed(String glob) implements Condition {}

  /** Holds when the approved spec's footprint names a path or glob that the glob matches. */
  record Touches(String glob) implements Condition {}

  /** Holds when the ticket carries the label. */
  record Label(String name) implements Condition {}

  /** Holds when the other does not. */
  record Not(Condition condition) implements Condition {}
}
