package dev.tercet.server.git;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps short programs from all running at once: many tasks that end in one moment would take the
 * processors from everything else, and be done no sooner. Safe for any thread.
 *
 * <p>Nobody waits for ever: one that hangs holds others up for a bounded time each.
 */
final class Turns {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Semaphore free;

  /**
   * @param atOnce how many may run at a time
   */
  Turns(int atOnce) {
    this.free = new Semaphore(atOnce, true);
  }

  /** A turn that was waited for; to be closed when the program has ended. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits for a turn, or until it has been waited for long enough or the thread is interrupted. */
  Turn await() {
    try {
      if (free.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        return free::release;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return () -> {};
  }
}
