package dev.tercet.server.runtime;

import dev.tercet.server.store.CommandKey;
import dev.tercet.server.store.Happened;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.Folding;
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
  private @Nullable Folding folding;

  void add(Happened happened) {
    Event event = happened.event();
    if (event instanceof Event.TaskCreated created) {
      folding = new Folding(created, happened.at());
    } else if (folding != null) {
      folding.add(event, happened.at());
    } else {
      throw new IllegalStateException(
          "task %s begins with %s at position %d"
              .formatted(happened.task(), event, happened.position()));
    }
    if (happened.key() != null) {
      keys.put(happened.key().value(), happened.key());
    }
  }

  Task task() {
    if (folding == null) {
      throw new IllegalStateException("nothing was replayed");
    }
    return folding.task();
  }

  Map<String, CommandKey> keys() {
    return keys;
  }
}
