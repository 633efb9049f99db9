package dev.tercet.server.perform;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When an account is open again, from the words in which a provider or agent refuses: {@code retry
 * after 30 seconds}, {@code try again in 2h 5m}, {@code resets 3pm}, a time since 1970 in seconds
 * behind a bar. Words are all that agents pass on.
 */
final class Reopening {

  private static final Duration LONGEST = Duration.ofDays(8);
  private static final Pattern EPOCH = Pattern.compile("\\|(\\d{10})\\b");
  private static final Pattern AFTER =
      Pattern.compile("retry[- _]?after\"?[:=]?\\s*(\\d{1,6})\\s*(ms|s|sec|seconds)?\\b");
  private static final Pattern IN =
      Pattern.compile(
          "(?:again|retry|resets?|reopens?|available|wait|retrying)(?: again)? (?:in|for)"
              + " ((?:\\d{1,5}(?:[.]\\d{1,9})?\\s*"
              + "(?:days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)\\b[ ,]*(?:and )?)+)");
  private static final Pattern PART = Pattern.compile("(\\d{1,5})(?:[.]\\d{1,9})?\\s*([dhms])");
  private static final Pattern CLOCK =
      Pattern.compile(
          "(?:resets?|again|until|reopens?)(?: at)? (\\d{1,2})(?::(\\d\\d))?\\s*(am|pm)?\\b");

  private Reopening() {}

  static Optional<Instant> of(String message, Instant now, ZoneId zone) {
    String words = message.toLowerCase(Locale.ROOT);
    return epoch(words)
        .or(() -> after(words, now))
        .or(() -> in(words, now))
        .or(() -> at(words, now, zone))
        .filter(opening -> opening.isAfter(now) && opening.isBefore(now.plus(LONGEST)));
  }

  private static Optional<Instant> epoch(String words) {
    Matcher found = EPOCH.matcher(words);
    return found.find()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(found.group(1))))
        : Optional.empty();
  }

  private static Optional<Instant> after(String words, Instant now) {
    Matcher found = AFTER.matcher(words);
    if (!found.find()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(found.group(1));
    return Optional.of(
        "ms".equals(found.group(2)) ? now.plusMillis(amount) : now.plusSeconds(amount));
  }

  private static Optional<Instant> in(String words, Instant now) {
    Matcher found = IN.matcher(words);
    if (!found.find()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(found.group(1));
    while (part.find()) {
      long amount = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "d" -> Duration.ofDays(amount);
                case "h" -> Duration.ofHours(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofSeconds(amount + 1);
              });
    }
    return Optional.of(now.plus(sum));
  }

  /** The next time that the clock on the wall says so. */
  private static Optional<Instant> at(String words, Instant now, ZoneId zone) {
    Matcher found = CLOCK.matcher(words);
    if (!found.find() || (found.group(2) == null && found.group(3) == null)) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(found.group(1));
    int minute = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
    if (found.group(3) != null) {
      if (hour > 12) {
        return Optional.empty();
      }
      hour = hour % 12 + (found.group(3).equals("pm") ? 12 : 0);
    }
    if (hour > 23 || minute > 59) {
      return Optional.empty();
    }
    ZonedDateTime today = now.atZone(zone).with(LocalTime.of(hour, minute));
    return Optional.of((today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant());
  }
}
