package dev.tercet.server.agent.builtin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Paces for tests, which wait for nobody. */
final class Paces {

  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private Paces() {}

  static Pacing impatient() {
    return noting(new java.util.ArrayList<>());
  }

  /** Notes how long it would have waited. */
  static Pacing noting(List<Duration> waits) {
    return new Pacing(
        InstantSource.fixed(NOW),
        waits::add,
        () -> 1.0,
        Duration.ofSeconds(20),
        Duration.ofSeconds(20));
  }
}
