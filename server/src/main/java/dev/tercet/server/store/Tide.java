package dev.tercet.server.store;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  private final Object lock = new Object();
  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
  private long level;
  private boolean closed;

  /** There may be more to read. */
  void rise() {
    synchronized (lock) {
      level++;
      lock.notifyAll();
    }
  }

  Subscription follow(String name, Reader reader) {
    Follower follower = new Follower(reader);
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException(name + ": the store is closed");
      }
      followers.add(follower);
    }
    Thread.ofVirtual().name(name).start(follower);
    return follower;
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
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
      synchronized (lock) {
        return level;
      }
    }

    private void awaitAbove(long before) throws InterruptedException {
      synchronized (lock) {
        while (level == before && !ended) {
          lock.wait();
        }
      }
    }

    @Override
    public void close() {
      synchronized (lock) {
        ended = true;
        lock.notifyAll();
      }
    }
  }
}
