package dev.tercet.server.door.lsp.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one queue of a connection's outgoing messages, bounded in bytes.
 *
 * <p>Writers hand over and go on; one thread writes. A client that does not read for so long that
 * the queue is full loses its connection, so that it never holds anybody up nor grows memory.
 */
public final class Outbound extends OutputStream {

  private static final long MOST_BYTES = 64L << 20;
  private static final long DRAIN_SECONDS = 2;
  private static final byte[] END = new byte[0];

  private final OutputStream out;
  private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final Thread writer;
  private volatile boolean broken;

  public Outbound(OutputStream out) {
    this.out = out;
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
    if (bytes.length == 0) {
      return;
    }
    if (broken || waiting.addAndGet(bytes.length) > MOST_BYTES) {
      broken = true;
      out.close();
      throw new IOException("the client does not read what it is sent");
    }
    queue.add(bytes);
  }

  private void drain() {
    try {
      for (byte[] bytes = queue.take(); bytes.length > 0; bytes = queue.take()) {
        out.write(bytes);
        out.flush();
        waiting.addAndGet(-bytes.length);
      }
    } catch (IOException gone) {
      broken = true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what waits, for a bounded time, and closes. */
  @Override
  public void close() {
    queue.add(END);
    try {
      writer.join(TimeUnit.SECONDS.toMillis(DRAIN_SECONDS));
      out.close();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException gone) {
      broken = true;
    }
  }
}
