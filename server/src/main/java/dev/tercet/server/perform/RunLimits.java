package dev.tercet.server.perform;

import java.util.concurrent.Semaphore;

/** How many runs are under way at once; those that wait go in the order in which they came. */
public final class RunLimits {

  private final Semaphore places;

  public RunLimits(int overall) {
    places = new Semaphore(overall, true);
  }

  /** Waits for a place. */
  Place enter() throws InterruptedException {
    places.acquire();
    return places::release;
  }

  /** A place that is held until it is closed. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }
}
