package dev.tercet.server.perform;

import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.limit.Admission;
import dev.tercet.server.limit.Caps;
import dev.tercet.server.limit.Held;
import dev.tercet.server.limit.Obstacle;
import dev.tercet.server.store.HeldAccounts;
import dev.tercet.server.store.StoreException;
import dev.tercet.server.workflow.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets runs start when there is a place for them, and keeps those of an account waiting that its
 * provider holds back. Safe for any thread; one lock, under which nothing slow is done.
 */
public final class RunLimits {

  private static final Logger LOG = LoggerFactory.getLogger(RunLimits.class);
  private static final Duration FOR_EVER = Duration.ofDays(36_500);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Supplier<Caps> caps;
  private final InstantSource clock;
  private final HeldAccounts accounts;
  private final Admission admission = new Admission();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Caps known;

  /**
   * @param caps as the settings are now; asked for when a run comes, and at least once a minute
   *     while one waits
   * @param accounts what is held back, over the end of this daemon
   */
  public RunLimits(Supplier<Caps> caps, InstantSource clock, HeldAccounts accounts) {
    this.caps = caps;
    this.clock = clock;
    this.known = caps.get();
    this.accounts = accounts;
    accounts.read().forEach(admission::recall);
  }

  /**
   * Waits for a place.
   *
   * @param heldUp told what the run waits for, each time that changes; called without the lock
   */
  Place enter(Admission.Ask ask, Consumer<String> heldUp) throws InterruptedException {
    return enter(ask, FOR_EVER, heldUp).orElseThrow();
  }

  /** The same for so long at most; empty at once where an account will not reopen by then. */
  Optional<Place> enter(Admission.Ask ask, Duration patience, Consumer<String> heldUp)
      throws InterruptedException {
    Caps now = caps.get();
    lock.lockInterruptibly();
    try {
      admission.join(ask);
      admit(now);
      if (waitFor(ask.run(), patience, heldUp)) {
        return Optional.of(() -> leave(ask.run()));
      }
      forget(ask.run());
      return Optional.empty();
    } catch (InterruptedException | RuntimeException gaveUp) {
      forget(ask.run());
      throw gaveUp;
    } finally {
      lock.unlock();
    }
  }

  private boolean waitFor(RunId run, Duration patience, Consumer<String> heldUp)
      throws InterruptedException {
    long begun = System.nanoTime();
    String told = "";
    while (!admission.isUnderWay(run)) {
      Duration left = patience.minusNanos(System.nanoTime() - begun);
      Optional<Obstacle> obstacle = admission.obstacle(run, known, clock.instant());
      Optional<String> reason = obstacle.map(Obstacle::words);
      if (reason.isPresent() && !reason.get().equals(told)) {
        told = reason.get();
        outside(() -> heldUp.accept(reason.get()));
      } else if (!left.isPositive() || obstacle.filter(it -> outlasts(it, left)).isPresent()) {
        return false;
      } else if (!changed.await(pause(left).toMillis(), TimeUnit.MILLISECONDS)) {
        admit(caps.get());
      }
      admit(known);
    }
    return true;
  }

  private boolean outlasts(Obstacle obstacle, Duration left) {
    return obstacle instanceof Obstacle.Held(_, var until, _)
        && Duration.between(clock.instant(), until).compareTo(left) > 0;
  }

  /** Until an account reopens, or the settings may have changed. */
  private Duration pause(Duration left) {
    Instant now = clock.instant();
    return Stream.of(
            admission.nextOpening(now).map(opening -> Duration.between(now, opening)),
            Optional.of(left),
            Optional.of(LONGEST_WAIT))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .orElseThrow()
        .plusMillis(1);
  }

  private void outside(Runnable slow) {
    lock.unlock();
    try {
      slow.run();
    } finally {
      lock.lock();
    }
  }

  /** Only with the lock. */
  private void admit(Caps now) {
    known = now;
    admission.admit(now, clock.instant());
    changed.signalAll();
  }

  private void leave(RunId run) {
    lock.lock();
    try {
      forget(run);
    } finally {
      lock.unlock();
    }
  }

  /** Only with the lock. */
  private void forget(RunId run) {
    admission.leave(run);
    admit(known);
  }

  /** What the end of a turn says of the account that it drew on: whether it is open. */
  void tell(String account, TurnResult result) {
    switch (result) {
      case TurnResult.Finished _, TurnResult.Waiting _ -> opened(account);
      case TurnResult.Failed(var cause, var reason, var reopens)
          when cause == TurnResult.Cause.RATE_LIMITED ->
          hold(
              account,
              reopens != null
                  ? reopens
                  : Reopening.of(reason, clock.instant(), ZoneId.systemDefault()).orElse(null),
              reason.lines().findFirst().orElse("rate limited"));
      case TurnResult.Cancelled _, TurnResult.Failed _ -> {}
    }
  }

  /** The provider holds the account back; {@code until} is null when it did not say how long. */
  private void hold(String account, @Nullable Instant until, String reason) {
    lock.lock();
    try {
      if (until == null) {
        admission.hold(account, clock.instant(), reason);
      } else {
        admission.holdUntil(account, until, reason);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    keep();
  }

  /** A run on the account went well. */
  private void opened(String account) {
    boolean news;
    lock.lock();
    try {
      news = admission.held().stream().anyMatch(held -> held.account().equals(account));
      admission.opened(account);
      admit(known);
    } finally {
      lock.unlock();
    }
    if (news) {
      keep();
    }
  }

  /** Writes down what is held by now; the last to come writes the newest. */
  private void keep() {
    synchronized (accounts) {
      List<Held> held;
      lock.lock();
      try {
        held = admission.held();
      } finally {
        lock.unlock();
      }
      try {
        accounts.write(held);
      } catch (StoreException full) {
        LOG.warn("{}; a daemon that is started again will ask too early", full.getMessage());
      }
    }
  }

  /** A place that is held until it is closed. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }
}
