package dev.tercet.server.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.workflow.TaskId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainOrderTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void who_was_decided_first_goes_first_and_ids_break_ties() {
    assertThat(
            TrainOrder.of(
                List.of(
                    new Waiting(new TaskId("b"), NOON),
                    new Waiting(new TaskId("a"), NOON),
                    new Waiting(new TaskId("z"), NOON.minusSeconds(1)))))
        .containsExactly(new TaskId("z"), new TaskId("a"), new TaskId("b"));
  }
}
