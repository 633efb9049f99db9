package dev.tercet.server.app;

import dev.tercet.protocol.Overlap;
import dev.tercet.server.perform.Neighbours;
import dev.tercet.server.review.FindingId;
import dev.tercet.server.runtime.EventLog;
import dev.tercet.server.store.Checkpoint;
import dev.tercet.server.store.CommandKey;
import dev.tercet.server.store.Happened;
import dev.tercet.server.store.Recorded;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.DecisionId;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.Particulars;
import dev.tercet.server.workflow.Phase;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Every task as the journal has it, for views. Rebuilt from the journal at start; fed by every
 * append before the sender has its answer, so that who gave a command sees its result.
 *
 * <p>Any thread may read; the events of one task come from one thread at a time.
 */
public final class ReadModel implements EventLog.Watcher, Neighbours {

  private static final Duration MOST_WAIT = Duration.ofSeconds(10);

  private final Map<TaskId, Task> tasks = new ConcurrentHashMap<>();
  private final Map<String, Created> created = new ConcurrentHashMap<>();
  private final Map<TaskId, Particulars> particulars = new ConcurrentHashMap<>();
  private final Overlaps overlaps = new Overlaps();

  /** Guards what follows. */
  private final Object fed = new Object();

  /** Positions that are in here already while one before them is not. */
  private final Set<Long> ahead = new HashSet<>();

  private final Map<TaskId, Long> seen = new HashMap<>();
  private long position;
  private long replayedTo;

  /** The task that a command with a key created. */
  record Created(TaskId task, CommandKey key) {}

  @Override
  public void restored(Checkpoint checkpoint) {
    TaskId id = checkpoint.task().id();
    CommandKey key = checkpoint.createdBy();
    if (key != null) {
      created.put(key.value(), new Created(id, key));
    }
    particulars.put(id, checkpoint.particulars());
  }

  @Override
  public void happened(Happened happened) {
    Event event = happened.event();
    TaskId id = happened.task();
    if (event instanceof Event.TaskCreated && happened.key() != null) {
      created.put(happened.key().value(), new Created(id, happened.key()));
    }
    particulars.put(id, particulars(id).after(event, happened.at()));
    synchronized (fed) {
      ahead.add(happened.position());
      seen.put(id, happened.position());
      catchUp();
    }
  }

  @Override
  public void cameTo(long last) {
    synchronized (fed) {
      ahead.removeIf(told -> told <= last);
      position = Math.max(position, last);
      replayedTo = last;
      catchUp();
    }
  }

  private void catchUp() {
    while (ahead.remove(position + 1)) {
      position++;
    }
    fed.notifyAll();
  }

  @Override
  public void became(Task task) {
    tasks.put(task.id(), task);
    overlaps.became(task);
  }

  /** Other tasks at work that write the same files. */
  List<Overlap> overlaps(Task task) {
    return overlaps.of(task);
  }

  Optional<Task> find(TaskId id) {
    return Optional.ofNullable(tasks.get(id));
  }

  Optional<Created> created(String key) {
    return Optional.ofNullable(created.get(key));
  }

  @Override
  public Collection<Task> all() {
    return tasks.values();
  }

  Instant openedAt(Task task, DecisionId decision) {
    return particulars(task.id()).openedAt(decision).orElse(task.updatedAt());
  }

  /** What views show of the task's past; of one that nothing is known of, nothing. */
  Particulars particulars(TaskId task) {
    return particulars.getOrDefault(task, Particulars.NONE);
  }

  /** The commit that a finding's lines are counted in; empty before its review is over. */
  Optional<CommitId> anchor(TaskId task, FindingId finding) {
    return particulars(task).anchor(finding);
  }

  /** Only with the lock. */
  private boolean isHere(Recorded event) {
    return event.position() <= replayedTo
        || event.position() <= seen.getOrDefault(event.task(), 0L);
  }

  /** The position up to which every event is in here. */
  public long position() {
    synchronized (fed) {
      return position;
    }
  }

  /**
   * Waits until an event is in here: a subscriber may hear of it from the journal before. Not for
   * ever, so that a subscriber outlives an append that broke off in between.
   */
  void await(Recorded event) {
    long end = System.nanoTime() + MOST_WAIT.toNanos();
    synchronized (fed) {
      try {
        long left = MOST_WAIT.toMillis();
        while (!isHere(event) && left > 0) {
          fed.wait(left);
          left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * The task with this id, or the only one whose id begins so; those that were given up or deleted
   * count only where no other begins so.
   */
  Task named(String name) {
    List<Task> beginning =
        tasks.values().stream()
            .filter(task -> task.id().value().startsWith(name))
            .sorted((left, right) -> left.id().compareTo(right.id()))
            .toList();
    List<Task> kept = beginning.stream().filter(task -> !isGone(task)).toList();
    List<Task> matching = kept.isEmpty() ? beginning : kept;
    Optional<Task> exact =
        beginning.stream().filter(task -> task.id().value().equals(name)).findFirst();
    if (exact.isPresent()) {
      return exact.get();
    }
    if (matching.isEmpty() || name.isBlank()) {
      throw Denied.unknownTask(name);
    }
    if (matching.size() > 1) {
      throw Denied.because(
          dev.tercet.protocol.ProtocolError.AMBIGUOUS,
          "ambiguous",
          "\"%s\" is the beginning of %s: write more of it"
              .formatted(
                  name,
                  String.join(", ", matching.stream().limit(5).map(t -> t.id().value()).toList())));
    }
    return matching.getFirst();
  }

  private static boolean isGone(Task task) {
    return task.phase() == Phase.ABANDONED || task.phase() == Phase.DELETED;
  }
}
