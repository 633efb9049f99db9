package dev.tercet.server.settings;

/** How a finished task leaves: into the local target, to the remote, or as a pull request. */
public enum Delivery {
  LOCAL,
  PUSH,
  PULL_REQUEST
}
