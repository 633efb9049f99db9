package dev.tercet.server.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes each message as a line. There is no queue: who sends writes, and waits while the other
 * side does not read, which is all the back-pressure there is. While it {@link #gather}s, lines are
 * put together up to a size, and go out in one. When one message is stuck for {@link
 * #PATIENCE_SECONDS}, the next sender closes the stream, so that nobody is held up for ever.
 *
 * <p>Guarded by its lock, which is held over the write because its order is the point.
 */
public final class LineOutlet implements Outlet {

  private static final long PATIENCE_SECONDS = 30;

  private static final int MOST_GATHERED = 64 << 10;

  private final OutputStream out;
  private ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private boolean gathering;
  private final ReentrantLock lock = new ReentrantLock();

  public LineOutlet(OutputStream out) {
    this.out = out;
  }

  @Override
  public void send(Message message) throws IOException {
    write(Wire.bytes(message));
  }

  @Override
  public void sendBatch(List<Message> messages) throws IOException {
    write(Wire.batch(messages));
  }

  /**
   * Keeps lines back until {@link #release}, which has to follow soon. Whether it does: not while
   * somebody writes.
   */
  boolean gather() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      gathering = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Lets out what was kept back. */
  void release() throws IOException {
    takeTurn();
    try {
      gathering = false;
      letOut();
    } finally {
      lock.unlock();
    }
  }

  private void write(byte[] json) throws IOException {
    takeTurn();
    try {
      gathered.write(json, 0, json.length);
      gathered.write('\n');
      if (!gathering || gathered.size() >= MOST_GATHERED) {
        letOut();
      }
    } finally {
      lock.unlock();
    }
  }

  private void letOut() throws IOException {
    byte[] lines = gathered.toByteArray();
    if (lines.length > MOST_GATHERED) {
      // One that long is rare, and its room is given back.
      gathered = new ByteArrayOutputStream();
    } else {
      gathered.reset();
    }
    if (lines.length > 0) {
      out.write(lines);
      out.flush();
    }
  }

  private void takeTurn() throws IOException {
    if (!isMyTurn()) {
      out.close();
      throw new IOException("the other side has not read for " + PATIENCE_SECONDS + " s");
    }
  }

  /**
   * An interrupt does not make us give up the place in the queue: a message is sent or it is not.
   */
  private boolean isMyTurn() {
    boolean interrupted = false;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (true) {
        try {
          return lock.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
