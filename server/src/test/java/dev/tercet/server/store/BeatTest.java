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
  void after_a_quiet_time_it_is_done_at_once_and_what_follows_waits() {
    Beat beat = new Beat(Duration.ofHours(1));

    beat.call(() -> done.add("first"));
    beat.call(() -> done.add("second"));

    assertThat(done).containsExactly("first");
  }

  @Test
  void what_waits_is_done_at_the_next_beat() {
    Beat beat = new Beat(Duration.ofMillis(50));

    List.of("first", "second", "third", "fourth").forEach(word -> beat.call(() -> done.add(word)));

    await()
        .untilAsserted(
            () -> assertThat(done).containsExactlyInAnyOrder("first", "second", "third", "fourth"));
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
