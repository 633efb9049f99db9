package dev.tercet.server.limit;

import java.time.Instant;

/**
 * An account that its provider holds back.
 *
 * @param reason in the provider's words
 * @param times in a row that it was held back, without a run that went well between
 */
public record Held(String account, Instant until, String reason, int times) {

  public Held {
    if (account.isBlank() || times < 1) {
      throw new IllegalArgumentException("an account was held back at least once");
    }
  }
}
