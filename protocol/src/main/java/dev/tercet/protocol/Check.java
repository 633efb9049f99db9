package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One thing that {@code tercet doctor} looked at.
 *
 * @param name what was looked at, such as {@code git} or {@code claude}
 * @param text what was found
 * @param mend what to type or to install; null when there is nothing to do
 */
public record Check(String name, State state, String text, @Nullable String mend) {

  /** How it stands. */
  public enum State {
    OK,
    WARNING,
    MISSING
  }
}
