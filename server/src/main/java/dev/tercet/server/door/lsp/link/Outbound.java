package dev.tercet.server.door.lsp.link;

import dev.tercet.server.app.Pace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one queue of a connection's outgoing messages, bounded in bytes.
 *
 * <p>Writers hand over and go on; one thread writes. Who sends unasked asks for room first ({@link
 * #awaitRoom}) and stops where the client does not make any; a client that goes on asking without
 * reading the answers loses its connection. So a client that does not read holds nobody up and does
 * not grow memory.
 */
public final class Outbound extends OutputStream implements Pace {

  private static final long DRAIN_SECONDS = 2;

  private final OutputStream out;
  private final Bounds bounds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<byte[]> queue = new ArrayDeque<>();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final Thread writer;
  private long waiting;
  private boolean broken;
  private boolean closing;

  /**
   * How much may wait for a client.
   *
   * @param ahead bytes that may wait before what is sent unasked has to
   * @param patience how long that waits before the client counts as too slow
   * @param most bytes that may wait at all
   */
  public record Bounds(long ahead, Duration patience, long most) {
    public static final Bounds DEFAULT = new Bounds(1L << 20, Duration.ofSeconds(3), 64L << 20);
  }

  public Outbound(OutputStream out, Bounds bounds) {
    this.out = out;
    this.bounds = bounds;
    this.writer = Thread.ofVirtual().name("connection-writer").start(this::drain);
  }

  @Override
  public synchronized void write(int b) {
    message.write(b);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    message.write(bytes, from, length);
  }

  /** Ends a message: what was written since the last one goes out as a whole. */
  @Override
  public synchronized void flush() throws IOException {
    byte[] bytes = message.toByteArray();
    message.reset();
    if (bytes.length > 0 && !enqueue(bytes)) {
      out.close();
      throw new IOException("the client does not read what it is sent");
    }
  }

  private boolean enqueue(byte[] bytes) {
    lock.lock();
    try {
      broken |= closing || waiting + bytes.length > bounds.most();
      if (!broken) {
        waiting += bytes.length;
        queue.add(bytes);
      }
      changed.signalAll();
      return !broken;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean awaitRoom() {
    lock.lock();
    try {
      long left = bounds.patience().toNanos();
      while (waiting > bounds.ahead() && !broken && !closing && left > 0) {
        left = changed.awaitNanos(left);
      }
      return waiting <= bounds.ahead() && !broken && !closing;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void drain() {
    try {
      for (byte[] bytes = next(); bytes.length > 0; bytes = next()) {
        out.write(bytes);
        out.flush();
        written(bytes.length);
      }
    } catch (IOException gone) {
      breakOff();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next message; empty once nothing will come. */
  private byte[] next() throws InterruptedException {
    lock.lock();
    try {
      while (queue.isEmpty() && !closing && !broken) {
        changed.await();
      }
      byte[] bytes = broken ? null : queue.poll();
      return bytes == null ? new byte[0] : bytes;
    } finally {
      lock.unlock();
    }
  }

  private void written(long bytes) {
    lock.lock();
    try {
      waiting -= bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void breakOff() {
    lock.lock();
    try {
      broken = true;
      queue.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends what waits, for a bounded time, and closes. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      writer.join(TimeUnit.SECONDS.toMillis(DRAIN_SECONDS));
      out.close();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException gone) {
      breakOff();
    }
  }
}
