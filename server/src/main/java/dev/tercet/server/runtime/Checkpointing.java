package dev.tercet.server.runtime;

import dev.tercet.server.store.Checkpoint;
import dev.tercet.server.store.EventCodec;
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.StoreException;
import dev.tercet.server.store.UnreadableEventException;
import dev.tercet.server.workflow.Effects;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps checkpoints of tasks that have got many events since their last one, behind their backs: it
 * reads them from the journal once more, so that a mailbox neither waits nor gives anything away.
 *
 * <p>Any thread may tell it; it works on a thread of its own. A checkpoint that could not be kept
 * costs a longer replay and nothing else.
 */
final class Checkpointing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpointing.class);

  /** Events of a task at work. */
  private static final int MANY = 128;

  /** Events of a task that nothing is under way for, and will perhaps not be for days. */
  private static final int MANY_AT_REST = 16;

  private static final int IN_ONE_COMMIT = 32;
  private static final Duration END = Duration.ofSeconds(2);

  private final Journal journal;
  private final EventCodec codec;
  private final Map<TaskId, Task> newest = new ConcurrentHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("checkpoints").factory());

  /** Confined to the thread. */
  private final Map<TaskId, Long> covered = new HashMap<>();

  Checkpointing(Journal journal, EventCodec codec) {
    this.journal = journal;
    this.codec = codec;
  }

  /** These are the tasks as the journal has them. */
  void replayed(Collection<Replay> replays) {
    Map<TaskId, Long> known = new HashMap<>();
    replays.forEach(replay -> known.put(replay.task().id(), replay.covered()));
    later(() -> covered.putAll(known));
    List<Checkpoint> due =
        replays.stream()
            .filter(replay -> isDue(replay.task(), replay.covered()))
            .map(Replay::checkpoint)
            .toList();
    for (int from = 0; from < due.size(); from += IN_ONE_COMMIT) {
      List<Checkpoint> group = due.subList(from, Math.min(from + IN_ONE_COMMIT, due.size()));
      later(() -> keep(group));
    }
  }

  /** The task has got events. */
  void appended(Task after) {
    if (newest.put(after.id(), after) == null) {
      later(() -> consider(after.id()));
    }
  }

  private void later(Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException ending) {
      LOG.debug("no more checkpoints are kept: the daemon ends");
    }
  }

  private void consider(TaskId id) {
    Task task = newest.remove(id);
    if (task != null && isDue(task, covered.getOrDefault(id, 0L))) {
      try {
        Replays replays = new Replays();
        journal.replay(codec, id, replays);
        keep(replays.all().stream().map(Replay::checkpoint).toList());
      } catch (StoreException | UnreadableEventException failed) {
        LOG.warn("task {}: no checkpoint was made: {}", id, failed.getMessage());
      }
    }
  }

  private static boolean isDue(Task task, long covered) {
    long since = task.seq() - covered;
    return since >= MANY || (since >= MANY_AT_REST && Effects.of(task).isEmpty());
  }

  private void keep(List<Checkpoint> checkpoints) {
    try {
      journal.keep(codec, checkpoints);
    } catch (StoreException failed) {
      LOG.warn("{} checkpoints were not kept: {}", checkpoints.size(), failed.getMessage());
      return;
    }
    checkpoints.forEach(kept -> covered.put(kept.task().id(), kept.task().seq()));
  }

  /** Waits for what is under way, for a bounded time. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(END.toNanos(), TimeUnit.NANOSECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException hurried) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
