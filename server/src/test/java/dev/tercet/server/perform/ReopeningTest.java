package dev.tercet.server.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReopeningTest {

  private static final Instant NOW = Instant.parse("2026-01-01T13:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 too many requests, retry-after: 30 | 2026-01-01T13:00:30Z",
        "Rate limited. Retry after 2 seconds | 2026-01-01T13:00:02Z",
        "Please try again in 2h 5m. | 2026-01-01T15:05:00Z",
        "Please try again in 1.898s | 2026-01-01T13:00:02Z",
        "You've hit your usage limit, try again in 3 days 1 hour 2 minutes | 2026-01-04T14:02:00Z",
        "You've hit your usage limit, resets 3pm | 2026-01-01T15:00:00Z",
        "limit reached - resets 9:30am | 2026-01-02T09:30:00Z",
      })
  void reads_when_from_what_providers_say(String message, String reopens) {
    assertThat(Reopening.of(message, NOW, ZoneId.of("UTC"))).contains(Instant.parse(reopens));
  }

  @Test
  void reads_seconds_since_1970_behind_a_bar() {
    assertThat(Reopening.of("Claude AI usage limit reached|1767283200", NOW, ZoneId.of("UTC")))
        .contains(Instant.ofEpochSecond(1767283200));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "429 too many requests",
        "Overloaded (529)",
        "try again in 400 days",
        "resets 99pm",
        "Claude AI usage limit reached|1500000000",
        "retry after lunch",
      })
  void says_nothing_where_nothing_is_said(String message) {
    assertThat(Reopening.of(message, NOW, ZoneId.of("UTC"))).isEmpty();
  }
}
