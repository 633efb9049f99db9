package dev.tercet.server.door.mcp;

import dev.tercet.protocol.TaskView;
import dev.tercet.server.app.Denied;
import dev.tercet.server.app.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One wish that is laid before a human in the browser, and done at most once. Guarded by its lock.
 */
final class DecidingPage {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String id;
  private final Wish wish;
  private final String host;
  private final Instant until;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private State state = new State.Open();
  private boolean seen;
  private boolean agreed;

  /**
   * A page that nobody has seen.
   *
   * @param id names it to the host; not what opens it
   * @param host that sent the human here
   */
  DecidingPage(String id, Wish wish, String host, Instant until) {
    this.id = id;
    this.wish = wish;
    this.host = host;
    this.until = until;
  }

  /** How it stands with it. */
  sealed interface State {

    /** Nobody has said anything. */
    record Open() implements State {}

    /** The human agreed, and it was done. */
    record Done(TaskView task) implements State {}

    /** The human does not want it. */
    record Declined() implements State {}

    /** The human agreed, and it could not be done. */
    record Failed(String why) implements State {}
  }

  String id() {
    return id;
  }

  Wish wish() {
    return wish;
  }

  String host() {
    return host;
  }

  boolean isOver(Instant now) {
    return now.isAfter(until);
  }

  State look() {
    lock.lock();
    try {
      seen = true;
      return state;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the human has it before them. */
  boolean isSeen() {
    lock.lock();
    try {
      return seen;
    } finally {
      lock.unlock();
    }
  }

  /** Too late once the human has agreed. */
  void decline() {
    lock.lock();
    try {
      if (!agreed) {
        settle(new State.Declined());
      }
    } finally {
      lock.unlock();
    }
  }

  private void settle(State how) {
    lock.lock();
    try {
      if (state instanceof State.Open) {
        state = how;
        settled.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Does the wish in somebody's name, unless something was said before. */
  State agree(Identity who) throws InterruptedException {
    if (isFirst()) {
      settle(done(who));
    }
    return await(PATIENCE);
  }

  private boolean isFirst() {
    lock.lock();
    try {
      boolean first = !agreed && state instanceof State.Open;
      agreed |= first;
      return first;
    } finally {
      lock.unlock();
    }
  }

  private State done(Identity who) throws InterruptedException {
    try {
      return new State.Done(wish.order().give(who));
    } catch (Denied denied) {
      return new State.Failed(denied.refused().text());
    }
  }

  /** Waits until the human has said something, or the time is over. */
  State await(Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      while (state instanceof State.Open && left > 0) {
        left = settled.awaitNanos(left);
      }
      return state;
    } finally {
      lock.unlock();
    }
  }
}
