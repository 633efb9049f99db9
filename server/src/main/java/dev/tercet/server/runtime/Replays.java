package dev.tercet.server.runtime;

import dev.tercet.server.store.Checkpoint;
import dev.tercet.server.store.Happened;
import dev.tercet.server.store.Replayer;
import dev.tercet.server.workflow.TaskId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tasks of a replay, as far as it has come. Confined to one thread. */
final class Replays implements Replayer {

  private final EventLog.@Nullable Watcher watcher;
  private final Map<TaskId, Replay> tasks = new LinkedHashMap<>();

  /**
   * @param watcher is told of everything first
   */
  Replays(EventLog.Watcher watcher) {
    this.watcher = watcher;
  }

  /** Of which nobody is told. */
  Replays() {
    this.watcher = null;
  }

  @Override
  public void begins(Checkpoint checkpoint) {
    if (watcher != null) {
      watcher.restored(checkpoint);
    }
    tasks.put(checkpoint.task().id(), new Replay(checkpoint));
  }

  @Override
  public void happened(Happened happened) {
    if (watcher != null) {
      watcher.happened(happened);
    }
    tasks.computeIfAbsent(happened.task(), _ -> new Replay()).add(happened);
  }

  Collection<Replay> all() {
    return tasks.values();
  }

  /** The task of a replay of one; empty where that has no events. */
  Optional<Replay> one() {
    return tasks.values().stream().findFirst();
  }
}
