package dev.tercet.server.app;

import dev.tercet.server.perform.Drain;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's way to make room for another: nothing new is started, what is under way comes to the
 * end of its item, then the daemon ends. Meanwhile it serves everyone as before.
 */
public final class Handover {

  private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

  /** Runs that take longer are ended, and taken up by the next daemon. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private static final Duration LOOK = Duration.ofMillis(100);

  /** Between two effects of a task there is a moment with nothing under way. */
  private static final int QUIET_LOOKS = 5;

  private final Drain drain;
  private final Runnable end;
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * The handover of one daemon.
   *
   * @param end ends the daemon in good order
   */
  public Handover(Drain drain, Runnable end) {
    this.drain = drain;
    this.end = end;
  }

  public boolean isUnderWay() {
    return begun.get();
  }

  /** Begins it, unless that was done before; answers at once. */
  public void begin() {
    if (begun.compareAndSet(false, true)) {
      drain.begin();
      Thread.ofPlatform().daemon().name("handover").start(this::endWhenQuiet);
    }
  }

  /**
   * Begins it for a newer daemon that waits.
   *
   * @return whether nothing is under way, so that the end comes at once
   */
  public boolean beginFor(String version) {
    boolean quiet = drain.isQuiet();
    if (!isUnderWay()) {
      LOG.info("version {} takes over{}", version, quiet ? "" : " at the end of what is under way");
    }
    begin();
    return quiet;
  }

  private void endWhenQuiet() {
    long limit = System.nanoTime() + LONGEST.toNanos();
    int looks = 0;
    try {
      while (looks < QUIET_LOOKS && System.nanoTime() < limit) {
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        looks = drain.isQuiet() ? looks + 1 : 0;
      }
    } catch (InterruptedException now) {
      Thread.currentThread().interrupt();
    }
    LOG.info("nothing more is under way: making room");
    end.run();
  }
}
