package dev.tercet.server.workflow;

/** How a finished task reaches the others. */
public enum Delivery {
  /** The train moves the local target. */
  LOCAL,
  /** The train's result is pushed to the remote. */
  PUSH,
  /** The task's branch is pushed and a pull request is opened. */
  PULL_REQUEST
}
