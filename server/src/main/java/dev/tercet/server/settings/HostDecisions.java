package dev.tercet.server.settings;

/** Who may decide through an agent host. Only the user's own settings say so. */
public enum HostDecisions {
  /** The human, asked by the host's form; where the host has none, elsewhere. */
  ASK,
  /** Whoever calls: that the host had its human confirm the call is enough. */
  ALLOW,
  /** Nobody. */
  DENY
}
