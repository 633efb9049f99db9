package dev.tercet.server.workflow;

import java.time.Duration;
import java.util.Optional;

/** The written form of a time span: whole numbers with units, {@code 90s}, {@code 1h30m}. */
public final class Durations {

  private static final int MAX_LENGTH = 20;
  private static final long MAX_SECONDS = 365L * 86_400;

  private Durations() {}

  /** The span, or nothing where the text is not one, is zero or is over a year. */
  public static Optional<Duration> parse(String text) {
    if (text.length() > MAX_LENGTH || !text.matches("(?:[0-9]{1,7}(?:ms|[smhd]))+")) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    int at = 0;
    while (at < text.length()) {
      int unit = at;
      while (Character.isDigit(text.charAt(unit))) {
        unit++;
      }
      long amount = Long.parseLong(text, at, unit, 10);
      boolean millis = text.startsWith("ms", unit);
      sum = sum.plus(millis ? Duration.ofMillis(amount) : of(amount, text.charAt(unit)));
      at = unit + (millis ? 2 : 1);
    }
    return sum.isZero() || sum.toSeconds() > MAX_SECONDS ? Optional.empty() : Optional.of(sum);
  }

  private static Duration of(long amount, char unit) {
    return switch (unit) {
      case 's' -> Duration.ofSeconds(amount);
      case 'm' -> Duration.ofMinutes(amount);
      case 'h' -> Duration.ofHours(amount);
      case 'd' -> Duration.ofDays(amount);
      default -> throw new IllegalArgumentException("no unit of time: " + unit);
    };
  }

  /** The shortest form that {@link #parse} reads back as the same span. */
  public static String format(Duration span) {
    StringBuilder text = new StringBuilder();
    append(text, span.toDays(), "d");
    append(text, span.toHoursPart(), "h");
    append(text, span.toMinutesPart(), "m");
    append(text, span.toSecondsPart(), "s");
    append(text, span.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }
}
