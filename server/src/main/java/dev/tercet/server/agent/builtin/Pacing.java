package dev.tercet.server.agent.builtin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a provider is waited for, and when it is asked again.
 *
 * @param sleeper waits
 * @param dice from 0 to 1, so that many runs do not come back all at once
 * @param firstPiece silence before an answer begins, while a model reads a long conversation
 * @param nextPiece silence in the middle of an answer
 */
public record Pacing(
    InstantSource clock,
    Sleeper sleeper,
    DoubleSupplier dice,
    Duration firstPiece,
    Duration nextPiece) {

  /** A request is sent so often at most. */
  static final int MOST_TRIES = 6;

  /** An account that is held for longer is somebody else's to wait for. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

  /** Something that waits. */
  public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  /** As the clock and the machine have it. */
  public static Pacing real() {
    return new Pacing(
        InstantSource.system(),
        duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos()),
        () -> ThreadLocalRandom.current().nextDouble(),
        Duration.ofMinutes(5),
        Duration.ofMinutes(2));
  }

  /**
   * How long to wait before the next try: what the provider says, else twice as long each time, of
   * which the dice take up to half.
   *
   * @param tries how often it was tried, from 1
   */
  Duration wait(int tries, @Nullable Instant until) {
    if (until != null) {
      Duration said = Duration.between(clock.instant(), until);
      return said.isNegative() ? Duration.ZERO : said;
    }
    Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(tries - 1, 10));
    Duration longest = doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
    return Duration.ofMillis((long) (longest.toMillis() * (0.5 + dice.getAsDouble() / 2)));
  }
}
