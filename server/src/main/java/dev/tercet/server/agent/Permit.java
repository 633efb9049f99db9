package dev.tercet.server.agent;

/** What is done when an agent asks whether it may use a tool. */
public enum Permit {
  ALLOW,
  DENY,
  /** The human is asked, each time. */
  ASK
}
