package dev.tercet.server;

import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.unix.Descriptor;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says and hears: at first over its socket; once a front command has handed over its
 * standard streams, over these, and the front is not woken for every message any more.
 *
 * <p>No byte is lost or doubled in the change. The front stops reading before it hands over and
 * closes its side of the socket then, so that our reading comes to the socket's end first. We close
 * ours, and write to the stream only when the front says that it has written all that came.
 *
 * <p>One thread reads. Any may write or close.
 */
final class CallerStreams implements Closeable {

  private final SocketChannel socket;
  private final InputStream socketIn;
  private final OutputStream socketOut;
  private final ReentrantLock writing = new ReentrantLock();
  private final CountDownLatch settled = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable Handed handed;
  private boolean writesDirectly;

  /**
   * @param line of the front, on which nothing more is said: its end is the front's end
   * @param lineNumber its descriptor, to wait for that end
   */
  private record Handed(Descriptor in, Descriptor out, SocketChannel line, int lineNumber) {}

  CallerStreams(SocketChannel socket) {
    this.socket = socket;
    this.socketIn = Channels.newInputStream(socket);
    this.socketOut = Channels.newOutputStream(socket);
  }

  InputStream in() {
    return new In();
  }

  OutputStream out() {
    return new Out();
  }

  /**
   * Goes on with a front's own streams, which are this object's from here on, and blocks until the
   * connection is over.
   *
   * @param in what the front has read until now
   * @param out what it wrote to
   * @param line the connection that these came over
   */
  void goOnWith(Descriptor in, Descriptor out, SocketChannel line, int lineNumber)
      throws IOException, InterruptedException {
    writing.lock();
    try {
      if (handed != null || over.getCount() == 0) {
        in.close();
        out.close();
        throw new IOException("this connection takes no streams any more");
      }
      handed = new Handed(in, out, line, lineNumber);
      out.neverWait();
      Channels.newOutputStream(line).write(Hello.AGREED);
      socket.shutdownOutput();
      if (Channels.newInputStream(line).read() < 0) {
        throw new EOFException("the front ended before it had written everything");
      }
      writesDirectly = true;
    } catch (IOException broken) {
      close();
      throw broken;
    } finally {
      settled.countDown();
      writing.unlock();
    }
    over.await();
  }

  /** Ends the connection, whoever reads or waits for room. Nothing is freed yet. */
  @Override
  public void close() throws IOException {
    Handed direct = handed;
    if (direct != null) {
      direct.line().shutdownInput();
      direct.line().shutdownOutput();
    }
    socket.close();
  }

  /** Frees what was taken over. Nobody may be reading. */
  void release() throws IOException {
    close();
    writing.lock();
    try {
      Handed direct = handed;
      if (direct != null && over.getCount() > 0) {
        direct.in().close();
        direct.out().close();
      }
    } finally {
      over.countDown();
      writing.unlock();
    }
  }

  private final class In extends InputStream {

    private boolean readsDirectly;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (!readsDirectly) {
        int count = socketIn.read(into, from, length);
        if (count >= 0 || handed == null) {
          return count;
        }
        readsDirectly = true;
        awaitSilence();
      }
      Handed direct = handed;
      if (direct == null || length == 0) {
        return length == 0 ? 0 : -1;
      }
      return direct.in().awaitInput(direct.lineNumber())
          ? direct.in().read(into, from, length)
          : -1;
    }
  }

  /** What the front still has to say on its line must not be taken for the end of it. */
  private void awaitSilence() throws IOException {
    try {
      settled.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while streams were handed over");
    }
  }

  private final class Out extends OutputStream {

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      writing.lock();
      try {
        Handed direct = handed;
        if (direct == null) {
          socketOut.write(bytes, from, length);
        } else {
          writeDirectly(direct, bytes, from, length);
        }
      } finally {
        writing.unlock();
      }
    }

    private void writeDirectly(Handed direct, byte[] bytes, int from, int length)
        throws IOException {
      int written = 0;
      while (written < length) {
        if (!writesDirectly || over.getCount() == 0) {
          throw new ClosedChannelException();
        }
        int count = direct.out().write(bytes, from + written, length - written);
        if (count == 0 && !room(direct)) {
          throw new ClosedChannelException();
        }
        written += count;
      }
    }

    @Override
    public void close() throws IOException {
      CallerStreams.this.close();
    }
  }

  /** Waits for room where that holds nobody else: not on the carrier of a virtual thread. */
  private static boolean room(Handed direct) throws IOException {
    if (!Thread.currentThread().isVirtual()) {
      return direct.out().awaitRoom(direct.lineNumber());
    }
    Waiting waiting = new Waiting(direct);
    Thread thread = Thread.ofPlatform().daemon().name("waits-for-room").start(waiting);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException later) {
        // Who interrupts wants the writer's work to end; a half message must not come of it.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return waiting.found();
  }

  private static final class Waiting implements Runnable {

    private final Handed direct;
    private boolean room;
    private @Nullable IOException failure;

    Waiting(Handed direct) {
      this.direct = direct;
    }

    @Override
    public void run() {
      try {
        room = direct.out().awaitRoom(direct.lineNumber());
      } catch (IOException failed) {
        failure = failed;
      }
    }

    boolean found() throws IOException {
      IOException failed = failure;
      if (failed != null) {
        throw failed;
      }
      return room;
    }
  }
}
