package dev.tercet.protocol;

/** Where a task's change goes when it is merged. */
public enum Delivery {
  /** The merge train moves the target branch of the local repository. */
  LOCAL,
  /** The result is pushed to the remote as well. */
  PUSH,
  /** The task's branch is pushed and a pull request opened; merging happens on the remote. */
  PULL_REQUEST
}
