package dev.tercet.server.door.http;

import java.util.concurrent.TimeUnit;

/** How often something may happen: a second's worth at once, then as the second's parts pass. */
final class Rate {

  private final int perSecond;
  private double left;
  private long at = System.nanoTime();

  Rate(int perSecond) {
    this.perSecond = perSecond;
    this.left = perSecond;
  }

  /** Whether it may happen once more now. */
  synchronized boolean isWithin() {
    long now = System.nanoTime();
    double seconds = (now - at) / (double) TimeUnit.SECONDS.toNanos(1);
    left = Math.min(perSecond, left + seconds * perSecond);
    at = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
