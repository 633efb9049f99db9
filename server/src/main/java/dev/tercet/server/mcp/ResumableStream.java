package dev.tercet.server.mcp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a session, which outlives the connection it goes over: each event has an id, the
 * last ones are kept, and a client that comes back with the id of the last one it has gets the rest
 * (2025-11-25, Streamable HTTP: Resumability and Redelivery). Guarded by its lock, which is held
 * over the write because its order is the point.
 */
final class ResumableStream implements HttpAnswer.Stream {

  private static final int MOST_EVENTS = 256;
  private static final int MOST_BYTES = 1 << 20;
  private static final byte[] NOTHING = new byte[0];

  private final int number;
  private final Deque<Event> kept = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private HttpExchange.@Nullable Events events;
  private long last;
  private int bytes;
  private boolean ended;

  ResumableStream(int number) {
    this.number = number;
  }

  @SuppressWarnings("ArrayRecordComponent") // handed over, and compared by nobody
  private record Event(long number, byte[] json) {}

  /** Which event an id means. */
  record Place(int stream, long event) {

    static @Nullable Place parse(String id) {
      return id.matches("[0-9]{1,9}-[0-9]{1,18}")
          ? new Place(
              Integer.parseInt(id.substring(0, id.indexOf('-'))),
              Long.parseLong(id.substring(id.indexOf('-') + 1)))
          : null;
    }
  }

  /**
   * Goes on over this exchange; one that was held before is let go.
   *
   * @param after the last event that the client has; null where it has none and wants none again
   * @param primed whether the client is told an id before anything happens
   */
  void attach(HttpExchange exchange, @Nullable Long after, boolean primed) throws IOException {
    lock.lock();
    try {
      HttpExchange.Events before = events;
      HttpExchange.Events now = exchange.stream(HttpAnswer.UNBUFFERED);
      events = now;
      if (before != null) {
        before.close();
      }
      exchange.whenGone(() -> detach(now));
      if (primed) {
        now.send(id(after == null ? last : after), NOTHING);
      }
      if (after != null) {
        for (Event event : kept) {
          if (event.number() > after) {
            now.send(id(event.number()), event.json());
          }
        }
      }
      if (ended) {
        events = null;
        now.close();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private String id(long event) {
    return number + "-" + event;
  }

  private void detach(HttpExchange.Events from) {
    lock.lock();
    try {
      if (from.equals(events)) {
        events = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says it to whoever is there, and keeps it for who is not. */
  @Override
  public void say(byte[] json) {
    lock.lock();
    try {
      kept.addLast(new Event(++last, json));
      bytes += json.length;
      while (kept.size() > MOST_EVENTS || (bytes > MOST_BYTES && kept.size() > 1)) {
        bytes -= kept.removeFirst().json().length;
      }
      HttpExchange.Events to = events;
      if (to != null) {
        to.send(id(last), json);
      }
    } catch (IOException gone) {
      events = null;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will be said. */
  @Override
  public void end() {
    lock.lock();
    try {
      ended = true;
      if (events != null) {
        events.close();
        events = null;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  boolean isHeld() {
    lock.lock();
    try {
      return events != null;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the client to come back; whether it did, or nothing is left to be said. */
  boolean awaitReturn(long seconds) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.SECONDS.toNanos(seconds);
      while (events == null && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      return events != null || ended;
    } finally {
      lock.unlock();
    }
  }
}
