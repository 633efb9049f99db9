package dev.tercet.server.settings;

/** Which tools an agent host is offered. Only the user's own settings say so. */
public enum HostTools {
  /** The few that bring tickets to a merge. */
  CORE,
  /** Those, and what a person does now and then: pausing, retrying, taking over, undoing. */
  ALL
}
