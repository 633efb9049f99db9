package dev.tercet.server.runtime;

import dev.tercet.server.perform.Performer;
import dev.tercet.server.perform.Reporter;
import dev.tercet.server.store.AppendContext;
import dev.tercet.server.store.CommandKey;
import dev.tercet.server.store.StoreException;
import dev.tercet.server.workflow.Actor;
import dev.tercet.server.workflow.By;
import dev.tercet.server.workflow.Command;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Effects;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.Evolution;
import dev.tercet.server.workflow.Outcome;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.RunOutcome;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskRules;
import dev.tercet.server.workflow.Trouble;
import dev.tercet.server.workflow.Usage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task at work: takes one letter after the other, and starts and stops what the task wants.
 *
 * <p>All state but the newest task and the keys is confined to the mailbox's own virtual thread. An
 * effect is written down as begun in the same transaction as the events that made it wanted, so
 * that whoever replays the journal knows what may have happened in the world.
 */
final class TaskMailbox {

  private static final Logger LOG = LoggerFactory.getLogger(TaskMailbox.class);
  private static final Duration WRITE_RETRY = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofSeconds(3);

  private final EventLog log;
  private final InstantSource clock;
  private final Performer performer;
  private final Map<String, CommandKey> keys;
  private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
  private final Map<EffectId, Performance> underWay = new HashMap<>();

  /** Effects written down as begun by this process and not yet performed: not in the world. */
  private final Set<EffectId> fresh = new HashSet<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Task task;
  private volatile @Nullable String complaint;
  private volatile boolean closing;
  private volatile boolean closed;
  private @Nullable Thread thread;

  /**
   * @param keys of the commands that the task has answered
   */
  TaskMailbox(
      Task task,
      Map<String, CommandKey> keys,
      EventLog log,
      InstantSource clock,
      Performer performer) {
    this.task = task;
    this.keys = new ConcurrentHashMap<>(keys);
    this.log = log;
    this.clock = clock;
    this.performer = performer;
  }

  Task task() {
    return task;
  }

  /** Why the task cannot go on though the rules would let it; null when it can. */
  @Nullable String complaint() {
    return complaint;
  }

  void open() {
    letters.add(new Letter.Wake());
    thread = Thread.ofVirtual().name("task-" + task.id()).start(this::run);
  }

  /** Stops what is under way and takes no more letters; what is in the world stays as it is. */
  void close() {
    closing = true;
    letters.add(new Letter.Close());
  }

  /**
   * Waits until it takes no more, for a bounded time: a journal that hangs must not hold the end.
   */
  void awaitEnd() throws InterruptedException {
    if (thread != null) {
      thread.join(END);
    }
  }

  /**
   * Waits until its performances are over, once it takes no more.
   *
   * @param end in the clock of {@link System#nanoTime}
   */
  void awaitRest(long end) throws InterruptedException {
    if (closed) {
      for (Performance performance : underWay.values()) {
        performance.awaitEnd(end);
      }
    }
  }

  /** What became of the command that came with this key before; empty when none did. */
  Optional<Reply> answered(CommandKey key) {
    return Optional.ofNullable(keys.get(key.value()))
        .map(known -> known.equals(key) ? new Reply.Done(task) : new Reply.KeyReused(task));
  }

  CompletableFuture<Reply> send(Command command, Sender sender) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    letters.add(new Letter.Order(command, sender, reply));
    if (closed) {
      refuseTheRest();
    }
    return reply;
  }

  private void run() {
    try {
      while (take(letters.take())) {
        // One after the other.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      underWay.values().forEach(Performance::stop);
      refuseTheRest();
    }
  }

  private void refuseTheRest() {
    for (Letter left = letters.poll(); left != null; left = letters.poll()) {
      if (left instanceof Letter.Order order) {
        order.reply().completeExceptionally(new ClosedException(task.id()));
      }
    }
  }

  private boolean take(Letter letter) throws InterruptedException {
    try {
      switch (letter) {
        case Letter.Order order -> handle(order);
        case Letter.Over(var effect) -> over(effect);
        case Letter.Wake _ -> happen(List.of(), Sender.of(daemon()), "start", true);
        case Letter.Close _ -> {
          return false;
        }
      }
    } catch (RuntimeException bug) {
      LOG.error("task {}: {} could not be handled", task.id(), letter, bug);
      if (letter instanceof Letter.Order order) {
        order.reply().completeExceptionally(bug);
      }
    }
    return true;
  }

  private By daemon() {
    return new By(Actor.DAEMON, clock.instant());
  }

  private void handle(Letter.Order order) throws InterruptedException {
    Sender sender = order.sender();
    Optional<Reply> known = Optional.ofNullable(sender.key()).flatMap(this::answered);
    if (known.isPresent()) {
      order.reply().complete(known.get());
    } else if (sender.revision() != null && sender.revision() != task.seq()) {
      order.reply().complete(new Reply.Stale(task));
    } else {
      judge(order);
    }
  }

  private void judge(Letter.Order order) throws InterruptedException {
    switch (TaskRules.decide(task, order.command(), order.sender().by())) {
      case Outcome.Refuse(var refusal) -> order.reply().complete(new Reply.Refused(refusal, task));
      case Outcome.Emit(var events) -> {
        boolean isReport = order.command() instanceof Report;
        String cause = order.command() instanceof Report report ? report.effect().value() : null;
        boolean written = happen(events, order.sender(), cause, isReport);
        order
            .reply()
            .complete(
                written
                    ? new Reply.Done(task)
                    : new Reply.NotWritten(String.valueOf(complaint), task));
      }
    }
  }

  /**
   * Writes the events and goes on from there.
   *
   * @param insist what happened in the world must not be forgotten: wait until it can be written
   */
  private boolean happen(List<Event> events, Sender sender, @Nullable String cause, boolean insist)
      throws InterruptedException {
    while (true) {
      try {
        write(events, sender, cause);
        complaint = null;
        startAndStop();
        return true;
      } catch (StoreException failed) {
        LOG.warn("task {}: {}", task.id(), failed.getMessage());
        complaint = failed.getMessage();
        if (!insist || closing) {
          return false;
        }
        TimeUnit.NANOSECONDS.sleep(WRITE_RETRY.toNanos());
      }
    }
  }

  private void write(List<Event> events, Sender sender, @Nullable String cause) {
    By by = sender.by();
    List<Event> all = new ArrayList<>(events);
    Task next = task;
    for (Event event : events) {
      next = Evolution.evolve(next, event, by.at());
    }
    Set<EffectId> begun = new HashSet<>();
    for (Effect effect : Effects.of(next)) {
      if (!next.begun().contains(effect.id())) {
        Event first = new Event.EffectBegun(effect.id());
        all.add(first);
        begun.add(effect.id());
        next = Evolution.evolve(next, first, by.at());
      }
    }
    if (!all.isEmpty()) {
      log.append(
          next, task.seq(), new AppendContext(by.at(), by.actor(), sender.key(), cause), all);
      fresh.addAll(begun);
      if (sender.key() != null) {
        keys.put(sender.key().value(), sender.key());
      }
      become(next);
    }
  }

  private void become(Task next) {
    lock.lock();
    try {
      task = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void over(EffectId effect) throws InterruptedException {
    Performance ended = underWay.remove(effect);
    boolean wanted = Effects.of(task).stream().anyMatch(e -> e.id().equals(effect));
    if (ended != null && wanted && !ended.told() && !ended.isStopped()) {
      // Without this, an effect that ends in silence would be started for ever.
      judge(
          new Letter.Order(
              unfinished(ended.effect(), "it ended without a result"),
              Sender.of(daemon()),
              new CompletableFuture<>()));
    } else {
      startAndStop();
    }
  }

  /** The report that an effect could not be performed. */
  private static Report unfinished(Effect effect, String reason) {
    return effect instanceof Effect.StartRun(var id, var run)
        ? new Report.RunFinished(
            id,
            run,
            new RunOutcome.Failed(RunOutcome.Cause.NOT_STARTED, reason),
            Usage.UNKNOWN,
            null,
            null)
        : new Report.Troubled(effect.id(), Trouble.FAILURE, reason, "");
  }

  private void startAndStop() {
    List<Effect> wanted = Effects.of(task);
    for (Performance performance : underWay.values()) {
      EffectId id = performance.effect().id();
      boolean stays = wanted.stream().anyMatch(effect -> effect.id().equals(id));
      if (!stays && performance.effect().stopsWhenUnwanted()) {
        performance.stop();
      }
    }
    wanted.stream().filter(effect -> !underWay.containsKey(effect.id())).forEach(this::start);
  }

  private void start(Effect effect) {
    Performance performance = new Performance(effect, new Mail());
    underWay.put(effect.id(), performance);
    boolean before = !fresh.remove(effect.id());
    performance.start(
        performer, before, this::failed, () -> letters.add(new Letter.Over(effect.id())));
  }

  private void failed(Effect effect, RuntimeException failure, Reporter reporter) {
    if (!closing) {
      LOG.warn("task {}: effect {} failed", task.id(), effect.id(), failure);
      reporter.report(unfinished(effect, String.valueOf(failure.getMessage())));
    }
  }

  /** What a performance sees of this mailbox. */
  private final class Mail implements Reporter {

    @Override
    public Task task() {
      return task;
    }

    @Override
    public boolean report(Report report) {
      Actor actor =
          report instanceof Report.OfRun ofRun
              ? new Actor(Actor.Kind.AGENT, "tercet", "tercet", ofRun.run())
              : Actor.DAEMON;
      try {
        return send(report, Sender.of(new By(actor, clock.instant()))).join() instanceof Reply.Done;
      } catch (CompletionException e) {
        if (e.getCause() instanceof ClosedException) {
          return false; // The next daemon finds the effect's result in the world.
        }
        throw e;
      }
    }

    @Override
    public boolean await(Predicate<Task> state, Duration limit) throws InterruptedException {
      long left = limit.toNanos();
      lock.lockInterruptibly();
      try {
        while (!state.test(task) && left > 0) {
          left = changed.awaitNanos(left);
        }
        return state.test(task);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void onStop(Runnable stop) {
      throw new UnsupportedOperationException("each performance has its own");
    }
  }
}
