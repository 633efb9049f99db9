package dev.tercet.server.mcp;

/** What the system tells of the process at the other end. */
public enum Standing {
  /** No run of an agent started it. */
  PROVEN,
  /** The system does not tell. */
  UNPROVEN,
  /** A run of an agent started it. */
  RUN
}
