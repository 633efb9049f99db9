package dev.tercet.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whatever a task is told, in whatever order, what must be true of it stays true. */
class RandomPlayTest {

  @Test
  void any_sequence_of_commands_keeps_the_rules() {
    for (int seed = 0; seed < 400; seed++) {
      RandomPlay random = RandomPlay.of(seed);
      try {
        assertThat(random.play().replayed()).isEqualTo(random.play().task());
      } catch (AssertionError | RuntimeException broken) {
        throw random.broken(broken);
      }
    }
  }
}
