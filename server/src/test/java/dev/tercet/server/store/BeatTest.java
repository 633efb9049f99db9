package dev.tercet.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class BeatTest {

  private final List<String> done = new CopyOnWriteArrayList<>();

  @Test
  void the_first_is_done_at_once_and_what_follows_soon_waits_for_the_beat() {
    Beat beat = new Beat(Duration.ofMillis(300));

    beat.call(() -> done.add("first"));
    assertThat(done).containsExactly("first");
    beat.call(() -> done.add("second"));
    beat.call(() -> done.add("third"));
    assertThat(done).containsExactly("first");

    await().untilAsserted(() -> assertThat(done).containsExactly("first", "second", "third"));
  }

  @Test
  void without_an_interval_everything_is_done_at_once() {
    Beat beat = new Beat(Duration.ZERO);
    for (int call = 0; call < 100; call++) {
      String name = "call " + call;
      beat.call(() -> done.add(name));
      assertThat(done).hasSize(call + 1);
    }
  }
}
