package dev.tercet.server.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes those who wait for something that comes often, all together and now and then: after a quiet
 * time at once, and else so long after the last time that they find more than one thing each. Safe
 * for any thread.
 */
final class Beat {

  private final long interval;
  private final ReentrantLock lock = new ReentrantLock();
  private List<Runnable> due = new ArrayList<>();
  private long last;
  private boolean isSet;

  Beat(Duration interval) {
    this.interval = interval.toNanos();
    this.last = System.nanoTime() - this.interval;
  }

  /** Has this done, now or at the next beat; it must not wait. */
  void call(Runnable wake) {
    lock.lock();
    try {
      long now = System.nanoTime();
      long left = last + interval - now;
      if (isSet || left > 0) {
        due.add(wake);
        set(left);
        return;
      }
      last = now;
    } finally {
      lock.unlock();
    }
    wake.run();
  }

  private void set(long left) {
    if (!isSet) {
      isSet = true;
      Thread.ofVirtual().name("beat").start(() -> strike(left));
    }
  }

  private void strike(long left) {
    try {
      Thread.sleep(Duration.ofNanos(left));
    } catch (InterruptedException early) {
      // Nobody does that; and then those who wait are woken a moment sooner.
      Thread.currentThread().interrupt();
    }
    List<Runnable> woken;
    lock.lock();
    try {
      woken = due;
      due = new ArrayList<>();
      last = System.nanoTime();
      isSet = false;
    } finally {
      lock.unlock();
    }
    woken.forEach(Runnable::run);
  }
}
