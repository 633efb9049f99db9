package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One checkbox of a plan.
 *
 * @param commit that holds it; null while it is not done, and for an item that changed nothing
 */
public record ItemView(String text, State state, @Nullable String commit) {

  /** How far it is. */
  public enum State {
    PENDING,
    RUNNING,
    DONE,
    FAILED
  }
}
