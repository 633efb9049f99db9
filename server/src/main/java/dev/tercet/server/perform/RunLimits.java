package dev.tercet.server.perform;

import dev.tercet.server.limit.Admission;
import dev.tercet.server.limit.Caps;
import dev.tercet.server.limit.Obstacle;
import dev.tercet.server.workflow.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets runs start when there is a place for them, and keeps those of an account waiting that its
 * provider holds back. Safe for any thread; one lock, under which nothing slow is done.
 */
public final class RunLimits {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Supplier<Caps> caps;
  private final InstantSource clock;
  private final Admission admission = new Admission();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Caps known;

  /**
   * @param caps as the settings are now; asked for when a run comes, and at least once a minute
   *     while one waits
   */
  public RunLimits(Supplier<Caps> caps, InstantSource clock) {
    this.caps = caps;
    this.clock = clock;
    this.known = caps.get();
  }

  /**
   * Waits for a place.
   *
   * @param heldUp told what the run waits for, each time that changes; called without the lock
   */
  Place enter(Admission.Ask ask, Consumer<String> heldUp) throws InterruptedException {
    Caps now = caps.get();
    lock.lockInterruptibly();
    try {
      admission.join(ask);
      admit(now);
      waitFor(ask.run(), heldUp);
      return () -> leave(ask.run());
    } catch (InterruptedException | RuntimeException gaveUp) {
      forget(ask.run());
      throw gaveUp;
    } finally {
      lock.unlock();
    }
  }

  private void waitFor(RunId run, Consumer<String> heldUp) throws InterruptedException {
    String told = "";
    while (!admission.isUnderWay(run)) {
      Optional<String> reason =
          admission.obstacle(run, known, clock.instant()).map(Obstacle::words);
      if (reason.isPresent() && !reason.get().equals(told)) {
        told = reason.get();
        outside(() -> heldUp.accept(reason.get()));
      } else if (!changed.await(pause().toMillis(), TimeUnit.MILLISECONDS)) {
        admit(caps.get());
      }
      admit(known);
    }
  }

  /** Until an account reopens, or the settings may have changed. */
  private Duration pause() {
    Instant now = clock.instant();
    return admission
        .nextOpening(now)
        .map(opening -> Duration.between(now, opening).plusMillis(1))
        .filter(pause -> pause.compareTo(LONGEST_WAIT) < 0)
        .orElse(LONGEST_WAIT);
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

  /** The provider holds the account back; {@code until} is null when it did not say how long. */
  void hold(String account, @Nullable Instant until, String reason) {
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
  }

  /** A run on the account went well. */
  void opened(String account) {
    lock.lock();
    try {
      admission.opened(account);
      admit(known);
    } finally {
      lock.unlock();
    }
  }

  /** A place that is held until it is closed. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }
}
