package dev.tercet.server.app;

import dev.tercet.server.perform.Neighbours;
import dev.tercet.server.review.FindingId;
import dev.tercet.server.runtime.EventLog;
import dev.tercet.server.store.Checkpoint;
import dev.tercet.server.store.CommandKey;
import dev.tercet.server.store.Happened;
import dev.tercet.server.store.Recorded;
import dev.tercet.server.workflow.Artifact;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

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
  private final AtomicLong position = new AtomicLong();
  private final Map<TaskId, Long> seen = new ConcurrentHashMap<>();
  private final Object growth = new Object();
  private volatile long replayed;

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
    position.accumulateAndGet(happened.position(), Math::max);
    seen.put(id, happened.position());
    synchronized (growth) {
      growth.notifyAll();
    }
  }

  /**
   * Waits until an event is in here: a subscriber may hear of it from the journal before. Not for
   * ever, so that a subscriber outlives an append that broke off in between.
   */
  void await(Recorded event) {
    long end = System.nanoTime() + MOST_WAIT.toNanos();
    synchronized (growth) {
      try {
        long left = MOST_WAIT.toMillis();
        while (!isIn(event) && left > 0) {
          growth.wait(left);
          left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What a checkpoint covers was not told event by event. */
  private boolean isIn(Recorded event) {
    return event.position() <= Math.max(replayed, seen.getOrDefault(event.task(), 0L));
  }

  @Override
  public void cameTo(long reached) {
    replayed = reached;
    position.accumulateAndGet(reached, Math::max);
    synchronized (growth) {
      growth.notifyAll();
    }
  }

  @Override
  public void became(Task task) {
    tasks.put(task.id(), task);
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

  private Particulars particulars(TaskId task) {
    return particulars.getOrDefault(task, Particulars.NONE);
  }

  Instant openedAt(Task task, DecisionId decision) {
    return particulars(task.id()).openedAt().getOrDefault(decision, task.updatedAt());
  }

  /** Every revision of every artifact of a task, oldest first. */
  List<Artifact> revisions(TaskId task) {
    return particulars(task).revisions();
  }

  /** The commit that a finding's lines are counted in; empty before its review is over. */
  Optional<CommitId> anchor(TaskId task, FindingId finding) {
    return particulars(task).anchor(finding);
  }

  /** The position of the newest event that is in here. */
  public long position() {
    return position.get();
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
