package dev.tercet.server.runtime;

import dev.tercet.server.store.Checkpoint;
import dev.tercet.server.store.CommandKey;
import dev.tercet.server.store.Happened;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.Folding;
import dev.tercet.server.workflow.Particulars;
import dev.tercet.server.workflow.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task folded from the journal, with what views and commands need beside it.
 *
 * <p>Confined to one thread.
 */
final class Replay {

  private final Map<String, CommandKey> keys = new LinkedHashMap<>();
  private final long covered;
  private Particulars particulars = Particulars.NONE;
  private @Nullable CommandKey createdBy;
  private @Nullable Folding folding;

  /** From the first event. */
  Replay() {
    covered = 0;
  }

  /** From where a checkpoint ends. */
  Replay(Checkpoint checkpoint) {
    folding = new Folding(checkpoint.task());
    checkpoint.keys().forEach(key -> keys.put(key.value(), key));
    particulars = checkpoint.particulars();
    createdBy = checkpoint.createdBy();
    covered = checkpoint.task().seq();
  }

  void add(Happened happened) {
    fold(happened);
    CommandKey key = happened.key();
    if (key != null) {
      keys.put(key.value(), key);
    }
    if (happened.event() instanceof Event.TaskCreated) {
      createdBy = key;
    }
    particulars = particulars.after(happened.event(), happened.at());
  }

  private void fold(Happened happened) {
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

  /** Seq of the last event that came from a checkpoint, 0 where none did. */
  long covered() {
    return covered;
  }

  Checkpoint checkpoint() {
    return new Checkpoint(task(), List.copyOf(keys.values()), createdBy, particulars);
  }
}
