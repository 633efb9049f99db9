package dev.tercet.server.runtime;

import dev.tercet.server.store.CommandKey;
import dev.tercet.server.store.Recorded;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.Evolution;
import dev.tercet.server.workflow.Task;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task folded from the journal, with the keys of the commands that it has answered.
 *
 * <p>Confined to the thread that replays.
 */
final class Replay {

  private final Map<String, CommandKey> keys = new HashMap<>();
  private @Nullable Task task;

  void add(Recorded recorded, Event event) {
    task =
        switch (event) {
          case Event.TaskCreated created -> Evolution.begin(created, recorded.at());
          case Event other when task != null -> Evolution.evolve(task, other, recorded.at());
          case Event other ->
              throw new IllegalStateException(
                  "task %s begins with %s at position %d"
                      .formatted(recorded.task(), other, recorded.position()));
        };
    if (recorded.key() != null) {
      keys.put(recorded.key().value(), recorded.key());
    }
  }

  Task task() {
    if (task == null) {
      throw new IllegalStateException("nothing was replayed");
    }
    return task;
  }

  boolean isEmpty() {
    return task == null;
  }

  Map<String, CommandKey> keys() {
    return keys;
  }
}
