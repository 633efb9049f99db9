package dev.tercet.front;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes both ways between a program's streams and a socket, as they come.
 *
 * <p>The end of the program's input is passed on as a half-close: what the daemon still has to say
 * is written out, unless it is silent for long. The end of the daemon's side ends all at once, but
 * where that is how it takes the streams over.
 */
final class Pump {

  private static final int CHUNK = 64 * 1024;
  private static final Duration SILENCE_AFTER_INPUT = Duration.ofMinutes(2);

  /** Who has said so much goes on saying more, and is worth a shorter way. */
  private static final int MANY_CHUNKS = 64;

  private final SocketChannel channel;
  private final Streams streams;
  private final @Nullable StreamHandover handover;
  private final AtomicLong lastHeard = new AtomicLong();

  /**
   * Nothing is moved yet.
   *
   * @param handover to the daemon, once it is worth it; null where there is none
   */
  Pump(SocketChannel channel, Streams streams, @Nullable StreamHandover handover) {
    this.channel = channel;
    this.streams = streams;
    this.handover = handover;
  }

  /**
   * Blocks until either side has ended.
   *
   * @throws IOException the socket broke
   */
  void run() throws IOException {
    Thread sending = Thread.ofPlatform().daemon().name("sending").start(this::send);
    try {
      receive();
      if (handover != null) {
        handover.awaitEnd();
      }
    } finally {
      sending.interrupt();
    }
  }

  private void receive() throws IOException {
    InputStream in = Channels.newInputStream(channel);
    byte[] chunk = new byte[CHUNK];
    int count = read(in, chunk);
    while (count >= 0) {
      lastHeard.set(System.nanoTime());
      try {
        streams.out().write(chunk, 0, count);
        streams.out().flush();
      } catch (IOException nobodyReads) {
        return;
      }
      count = read(in, chunk);
    }
  }

  /** The next bytes; -1 at the end, which may be ours. */
  private static int read(InputStream in, byte[] chunk) throws IOException {
    try {
      return in.read(chunk);
    } catch (ClosedChannelException closedHere) {
      return -1;
    }
  }

  private void send() {
    try {
      OutputStream out = Channels.newOutputStream(channel);
      byte[] chunk = new byte[CHUNK];
      int chunks = 0;
      int count = streams.in().read(chunk);
      while (count >= 0) {
        out.write(chunk, 0, count);
        if (isHandedOver(++chunks)) {
          channel.shutdownOutput();
          return;
        }
        count = streams.in().read(chunk);
      }
      channel.shutdownOutput();
      awaitSilence();
      channel.close();
    } catch (IOException ended) {
      // The receiving side sees the same end, and it is the one that says so.
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isHandedOver(int chunks) {
    if (handover == null || chunks < MANY_CHUNKS) {
      return false;
    }
    if (chunks == MANY_CHUNKS) {
      handover.prepare();
      return false;
    }
    return handover.isReady() && handover.hand();
  }

  /** So that a daemon that never closes its side keeps no program alive whose caller has gone. */
  private void awaitSilence() throws InterruptedException {
    lastHeard.set(System.nanoTime());
    long left = SILENCE_AFTER_INPUT.toNanos();
    while (left > 0) {
      Thread.sleep(Duration.ofNanos(left));
      left = SILENCE_AFTER_INPUT.toNanos() - (System.nanoTime() - lastHeard.get());
    }
  }
}
