package dev.tercet.cli;

import dev.tercet.client.DaemonUnreachable;
import dev.tercet.client.Tercet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Waiting for what a daemon tells unasked. */
final class Next {

  private static final int LOOK_SECONDS = 1;

  private Next() {}

  /**
   * The next element, in order.
   *
   * @throws DaemonUnreachable the connection ended and nothing is left
   */
  static <T> T of(BlockingQueue<T> news, Tercet daemon) {
    try {
      while (true) {
        boolean over = daemon.closed().isDone();
        T next = news.poll(over ? 0 : LOOK_SECONDS, TimeUnit.SECONDS);
        if (next != null) {
          return next;
        }
        if (over) {
          throw new DaemonUnreachable(
              "the daemon went away", "any command starts it again, and tasks go on", null);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DaemonUnreachable("interrupted", "try again", e);
    }
  }
}
