package dev.tercet.server.settings;

/** Who may decide through an agent host. Only the user's own settings say so. */
public enum HostDecisions {
  /** The human, asked by the host's form, else by a page in the browser, else elsewhere. */
  ASK,
  /** The human, asked by a page in the browser where the host can open one, else as above. */
  PAGE,
  /** Whoever calls: that the host had its human confirm the call is enough. */
  ALLOW,
  /** Nobody. */
  DENY
}
