package dev.tercet.server.store;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Says when there is more to read, and lets followers wait for it, each on a virtual thread of its
 * own.
 *
 * <p>Followers have no queue: each reads from the store, and sleeps when it found nothing and
 * nothing was added since before it looked. So catching up and following are the same loop, nothing
 * falls between them, and a slow follower costs no memory.
 */
final class Tide implements AutoCloseable {

  /** What a follower does, always on its own thread. */
  interface Reader {

    /**
     * Reads on from where it stopped and hands over what it found, checking before each whether it
     * was closed.
     */
    Found read(BooleanSupplier closed);

    void failed(RuntimeException failure);
  }

  /** What a look into the store gave. */
  enum Found {
    SOMETHING,
    NOTHING,
    /** There will never be more. */
    END
  }

  /** No monitor: a virtual thread that waits at one is woken by way of another thread. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition risen = lock.newCondition();
  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
  private final Beat beat;
  private long level;
  private boolean isCalled;
  private boolean closed;

  /**
   * @param beat when those who wait are woken
   */
  Tide(Beat beat) {
    this.beat = beat;
  }

  /** There may be more to read. */
  void rise() {
    lock.lock();
    try {
      level++;
      if (isCalled || followers.isEmpty()) {
        return;
      }
      isCalled = true;
    } finally {
      lock.unlock();
    }
    beat.call(this::wake);
  }

  private void wake() {
    lock.lock();
    try {
      isCalled = false;
      risen.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether anybody would read what comes now. */
  boolean isFollowed() {
    return !followers.isEmpty();
  }

  Subscription follow(String name, Reader reader) {
    Follower follower = new Follower(reader);
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException(name + ": the store is closed");
      }
      followers.add(follower);
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name(name).start(follower);
    return follower;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    followers.forEach(Follower::close);
  }

  private final class Follower implements Subscription, Runnable {

    private final Reader reader;
    private volatile boolean ended;

    Follower(Reader reader) {
      this.reader = reader;
    }

    @Override
    public void run() {
      try {
        Found found = Found.SOMETHING;
        while (!ended && found != Found.END) {
          long before = level();
          found = reader.read(() -> ended);
          if (found == Found.NOTHING) {
            awaitAbove(before);
          }
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException failure) {
        if (!ended) {
          reader.failed(failure);
        }
      } finally {
        followers.remove(this);
      }
    }

    private long level() {
      lock.lock();
      try {
        return level;
      } finally {
        lock.unlock();
      }
    }

    private void awaitAbove(long before) throws InterruptedException {
      lock.lock();
      try {
        while (level == before && !ended) {
          risen.await();
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        ended = true;
        risen.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
