package dev.tercet.server.door.lsp.link;

import dev.tercet.server.app.Pace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
  private static final int AT_ONCE = 64 * 1024;

  private final OutputStream out;
  private final Bounds bounds;
  private final ReentrantLock lock = new ReentrantLock();

  /** There is something to write, or nothing will come. */
  private final Condition filled = lock.newCondition();

  /** There is room again, or will never be. */
  private final Condition room = lock.newCondition();

  private final Deque<byte[]> queue = new ArrayDeque<>();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final Thread writer;
  private long waiting;
  private boolean broken;
  private boolean closing;

  /**
   * How much may wait for a client.
   *
   * @param ahead bytes that may wait before what is sent unasked has to; little, because who waits
   *     has more to send at once by then, which a busy client reads sooner than the same in pieces
   * @param patience how long that waits before the client counts as too slow
   * @param most bytes that may wait at all
   */
  public record Bounds(long ahead, Duration patience, long most) {
    public static final Bounds DEFAULT = new Bounds(64L << 10, Duration.ofSeconds(3), 64L << 20);
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
      filled.signal();
      if (broken) {
        room.signalAll();
      }
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
        left = room.awaitNanos(left);
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
      for (List<byte[]> messages = next(); !messages.isEmpty(); messages = next()) {
        write(messages);
      }
    } catch (IOException gone) {
      breakOff();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** What waits, as much as goes out at once; nothing once nothing will come. */
  private List<byte[]> next() throws InterruptedException {
    lock.lock();
    try {
      while (queue.isEmpty() && !closing && !broken) {
        filled.await();
      }
      List<byte[]> messages = new ArrayList<>();
      for (int size = 0; !broken && !queue.isEmpty() && size < AT_ONCE; ) {
        byte[] bytes = queue.remove();
        messages.add(bytes);
        size += bytes.length;
      }
      return messages;
    } finally {
      lock.unlock();
    }
  }

  private void write(List<byte[]> messages) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    messages.forEach(whole::writeBytes);
    whole.writeTo(out);
    out.flush();
    written(whole.size());
  }

  private void written(long bytes) {
    lock.lock();
    try {
      waiting -= bytes;
      if (waiting <= bounds.ahead()) {
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void breakOff() {
    lock.lock();
    try {
      broken = true;
      queue.clear();
      filled.signal();
      room.signalAll();
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
      filled.signal();
      room.signalAll();
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
