package dev.tercet.front;

import dev.tercet.protocol.connect.DaemonAddress;
import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.Hello.Greeting;
import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.protocol.connect.TercetVersion;
import dev.tercet.protocol.unix.Descriptor;
import dev.tercet.protocol.unix.HandingOver;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Hands this program's standard streams to the daemon, which then reads and writes them itself:
 * whoever talks much is spared two wake-ups for each message. From then on this program only waits,
 * because the end of its process has to be the end of the connection.
 *
 * <p>It is an attempt. Where the system, the daemon or the streams are not made for it, bytes are
 * moved as before. It is made ready on a thread of its own, while they are.
 */
final class StreamHandover {

  private static final int STANDARD_INPUT = 0;
  private static final int STANDARD_OUTPUT = 1;

  private final TercetHome home;
  private final CountDownLatch settled = new CountDownLatch(1);
  private volatile @Nullable Descriptor ready;
  private volatile boolean begun;
  private volatile boolean agreed;

  StreamHandover(TercetHome home) {
    this.home = home;
  }

  /** Connects; says by {@link #isReady} when that is done, or never. */
  void prepare() {
    if (Descriptor.areSupported()
        && Descriptor.isStream(STANDARD_INPUT)
        && Descriptor.isStream(STANDARD_OUTPUT)) {
      Thread.ofPlatform().daemon().name("handover").start(this::connect);
    }
  }

  boolean isReady() {
    return ready != null && !begun;
  }

  private void connect() {
    Descriptor line = null;
    try {
      DaemonAddress daemon = DaemonAddress.find(home);
      if (!(daemon.address() instanceof UnixDomainSocketAddress socket)) {
        return;
      }
      line = HandingOver.connect(socket.getPath());
      String greeting = new Greeting(Speech.DIRECT, TercetVersion.CURRENT, "", null).line();
      say(line, greeting.getBytes(StandardCharsets.UTF_8));
      if (Hello.read(new Heard(line)) instanceof Greeting) {
        ready = line;
        line = null;
      }
    } catch (IOException notThere) {
      // An older daemon, or none any more: whoever moves the bytes will see.
    } finally {
      if (line != null) {
        line.close();
      }
    }
  }

  /**
   * Hands the streams over. What was read from the input before has to be with the daemon.
   *
   * @return whether the daemon has them; else this program goes on with them
   */
  boolean hand() {
    Descriptor line = ready;
    begun = true;
    try {
      if (line != null) {
        HandingOver.send(line, STANDARD_INPUT, STANDARD_OUTPUT);
        agreed = heard(line) == Hello.AGREED;
      }
    } catch (IOException refused) {
      agreed = false;
    }
    settled.countDown();
    return agreed;
  }

  /**
   * Once the daemon's side of the socket has ended and all that came is written: whether that is
   * because it writes itself now. Blocks until it is done with that, then.
   */
  boolean awaitEnd() {
    Descriptor line = ready;
    if (!begun || line == null) {
      return false;
    }
    try {
      settled.await();
      if (agreed) {
        say(line, new byte[] {(byte) Hello.AGREED});
        int nothing = heard(line);
        while (nothing >= 0) {
          nothing = heard(line);
        }
      }
    } catch (IOException over) {
      // The daemon is gone: that is an end too.
    } catch (InterruptedException now) {
      Thread.currentThread().interrupt();
    }
    return agreed;
  }

  private static void say(Descriptor line, byte[] bytes) throws IOException {
    int said = 0;
    while (said < bytes.length) {
      said += line.write(bytes, said, bytes.length - said);
    }
  }

  private static int heard(Descriptor line) throws IOException {
    byte[] one = new byte[1];
    return line.read(one, 0, 1) < 0 ? -1 : one[0];
  }

  /** What a descriptor gives, a byte at a time. */
  private static final class Heard extends InputStream {

    private final Descriptor line;

    Heard(Descriptor line) {
      this.line = line;
    }

    @Override
    public int read() throws IOException {
      return heard(line);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      return line.read(into, from, Math.min(length, 1));
    }
  }
}
