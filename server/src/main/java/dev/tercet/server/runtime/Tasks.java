package dev.tercet.server.runtime;

import dev.tercet.server.perform.Performer;
import dev.tercet.server.store.AppendContext;
import dev.tercet.server.store.CommandKey;
import dev.tercet.server.store.WrongSequenceException;
import dev.tercet.server.workflow.Charter;
import dev.tercet.server.workflow.Command;
import dev.tercet.server.workflow.Effects;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.Evolution;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All tasks at work, one mailbox each. Safe for any thread.
 *
 * <p>What it holds is the fold of the journal and nothing else: {@link #open} replays it, and what
 * was under way when the last daemon died is found again by the effects' ids.
 */
public final class Tasks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);

  private static final Duration REST = Duration.ofSeconds(3);

  private final EventLog log;
  private final InstantSource clock;
  private final Performer performer;
  private final Map<TaskId, TaskMailbox> mailboxes = new ConcurrentHashMap<>();

  public Tasks(EventLog log, InstantSource clock, Performer performer) {
    this.log = log;
    this.clock = clock;
    this.performer = performer;
  }

  /** Replays the journal and lets every task go on. */
  public void open() {
    long start = System.nanoTime();
    Collection<Replay> replays = log.replay();
    long events = 0;
    long covered = 0;
    for (Replay replay : replays) {
      Task task = replay.task();
      open(task, replay.keys());
      events += task.seq();
      covered += replay.covered();
    }
    LOG.info(
        "replayed {} events ({} of them by checkpoints) of {} tasks in {} ms",
        events,
        covered,
        replays.size(),
        Duration.ofNanos(System.nanoTime() - start).toMillis());
  }

  private void open(Task task, Map<String, CommandKey> keys) {
    TaskMailbox mailbox = new TaskMailbox(task, keys, log, clock, performer);
    mailboxes.put(task.id(), mailbox);
    mailbox.open();
  }

  /**
   * Creates a task that is started: both or neither, for a task that nothing has started would wait
   * for ever.
   *
   * @throws WrongSequenceException when the id is taken by another task
   */
  public Task create(Charter charter, Sender sender) {
    Event.TaskCreated created = new Event.TaskCreated(charter);
    Event.TaskStarted started = new Event.TaskStarted();
    Instant at = sender.by().at();
    Task task = Evolution.evolve(Evolution.begin(created, at), started, at);
    log.append(
        task,
        0,
        new AppendContext(at, sender.by().actor(), sender.key(), null),
        List.of(created, started));
    CommandKey key = sender.key();
    open(task, key == null ? Map.of() : Map.of(key.value(), key));
    return task;
  }

  /**
   * Sends a command to a task and waits for what becomes of it; empty when there is no such task.
   *
   * @throws ClosedException when the daemon is ending
   */
  public Optional<Reply> send(TaskId id, Command command, Sender sender)
      throws InterruptedException {
    TaskMailbox mailbox = mailboxes.get(id);
    if (mailbox == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(mailbox.send(command, sender).get());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("task " + id + " could not take " + command, e.getCause());
    }
  }

  /** What became of this command when it came before; empty when it did not. */
  public Optional<Reply> answered(TaskId id, Sender sender) {
    TaskMailbox mailbox = mailboxes.get(id);
    return mailbox == null
        ? Optional.empty()
        : Optional.ofNullable(sender.key()).flatMap(mailbox::answered);
  }

  /** What keeps the daemon from writing this task's events down; empty when nothing does. */
  public Optional<String> complaint(TaskId id) {
    TaskMailbox mailbox = mailboxes.get(id);
    return mailbox == null ? Optional.empty() : Optional.ofNullable(mailbox.complaint());
  }

  /** Whether anything is under way or would be, so that the daemon may not end by itself. */
  public boolean isAtWork() {
    return mailboxes.values().stream().anyMatch(mailbox -> !Effects.of(mailbox.task()).isEmpty());
  }

  /**
   * Waits until nothing is under way any more, for a bounded time: what was stopped may still write
   * its last words. To be called once the children of this process have been ended.
   */
  public void awaitRest() {
    long end = System.nanoTime() + REST.toNanos();
    try {
      for (TaskMailbox mailbox : mailboxes.values()) {
        mailbox.awaitRest(end);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops what is under way; the next daemon takes it up. */
  @Override
  public void close() {
    mailboxes.values().forEach(TaskMailbox::close);
    try {
      for (TaskMailbox mailbox : mailboxes.values()) {
        mailbox.awaitEnd();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
