package dev.tercet.server.agent;

import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.TurnResult.Failed;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells from what an agent says of its failure what kind it was. Words are all there is: agents
 * pass on their providers' errors as text. Pure.
 */
public final class FailureWords {

  private static final Pattern RATE_LIMITED =
      Pattern.compile(
          "\\b(429|529)\\b|rate.?limit|too many requests|overloaded|usage limit"
              + "|hit your (\\w+ )?limit|quota exceeded|resource_exhausted");
  private static final Pattern NOT_AUTHENTICATED =
      Pattern.compile(
          "\\b401\\b|authentication (required|failed)|authentication_error|unauthorized"
              + "|not logged in|please log ?in|invalid (x-)?api.?key");

  private FailureWords() {}

  /** The failure that the message speaks of; {@link Cause#REFUSED} where it names no known kind. */
  public static Failed failed(String message) {
    String words = message.toLowerCase(Locale.ROOT);
    if (RATE_LIMITED.matcher(words).find()) {
      return new Failed(Cause.RATE_LIMITED, message);
    }
    if (NOT_AUTHENTICATED.matcher(words).find()) {
      return new Failed(Cause.NOT_AUTHENTICATED, message);
    }
    return new Failed(Cause.REFUSED, message);
  }
}
