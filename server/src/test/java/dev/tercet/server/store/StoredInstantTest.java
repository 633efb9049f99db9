package dev.tercet.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are read as {@link Instant} reads them. */
class StoredInstantTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01T10:00:00Z",
        "2026-03-01T10:00:00.1Z",
        "2024-02-29T23:59:59.123456Z",
        "1969-12-31T23:59:59.999999999Z",
        "0001-01-01T00:00:00.000Z",
        "2026-03-01T10:00:00+01:00",
        "2026-03-01T24:00:00Z",
        "+12026-03-01T10:00:00Z",
        "2026-03-01T10:00:00.Z"
      })
  void reads_what_instants_are_written_as(String text) {
    assertThat(StoredInstant.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-02-30T10:00:00Z",
        "2026-13-01T10:00:00Z",
        "2026-03-01T25:00:00Z",
        "2026-03-01T10:00:61Z",
        "2026-03-01 10:00:00Z",
        "2026-03-01T10:00:00.1234567891Z",
        "2026-03-01T10:00:0xZ"
      })
  void what_is_none_is_refused(String text) {
    assertThatThrownBy(() -> StoredInstant.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
