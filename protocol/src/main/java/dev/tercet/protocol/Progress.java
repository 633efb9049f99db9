package dev.tercet.protocol;

import org.jspecify.annotations.Nullable;

/**
 * How far a long request is that named a token.
 *
 * @param token as the request named it
 * @param text what is being done
 * @param percent from 0 to 100; null where nobody knows
 */
public record Progress(String token, Stage stage, String text, @Nullable Integer percent) {

  /** Where it is; {@code END} comes before the answer. */
  public enum Stage {
    BEGIN,
    REPORT,
    END
  }
}
