package dev.tercet.server.rpc;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes each message as a line. There is no queue: who sends writes, and waits while the other
 * side does not read, which is all the back-pressure there is. When one message is stuck for {@link
 * #PATIENCE_SECONDS}, the next sender closes the stream, so that nobody is held up for ever.
 *
 * <p>Guarded by its lock, which is held over the write because its order is the point.
 */
public final class LineOutlet implements Outlet {

  private static final long PATIENCE_SECONDS = 30;

  private final OutputStream out;
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

  private void write(byte[] json) throws IOException {
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    if (!isMyTurn()) {
      out.close();
      throw new IOException("the other side has not read for " + PATIENCE_SECONDS + " s");
    }
    try {
      out.write(line);
      out.flush();
    } finally {
      lock.unlock();
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
