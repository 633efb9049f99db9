package dev.tercet.server.settings;

/** Whether what runs in a cage may reach the network. */
public enum Network {
  /** As outside. */
  OPEN,
  /** Not at all, not even this machine itself. */
  NONE
}
