package dev.tercet.server;

import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.server.app.Identity;
import dev.tercet.server.door.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Everything behind the doors, without a socket: who connects hands over two streams. */
public final class MemoryServer implements AutoCloseable {

  private final Wiring wiring;

  private MemoryServer(Wiring wiring) {
    this.wiring = wiring;
  }

  public static MemoryServer open(Path home, Map<String, String> environment) {
    try {
      Path root = new TercetHome(home).prepare().root();
      Wiring wiring = Wiring.open(root, environment, () -> {}, Daemon.Surroundings.plain());
      wiring.start();
      return new MemoryServer(wiring);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Serves a caller of a kind on a thread of its own, from right after the first line. */
  public void serve(Speech speech, Path folder, InputStream in, OutputStream out) {
    Hello.Greeting hello = new Hello.Greeting(speech, "test", folder.toString(), null);
    Caller caller = new Caller(hello, new Identity("ann", "test"), in, out, in::close);
    Thread.ofPlatform()
        .daemon()
        .name("connection-in-memory")
        .start(
            () -> {
              try {
                wiring.doors().get(speech).serve(caller);
                out.close();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              } catch (IOException gone) {
                throw new UncheckedIOException(gone);
              }
            });
  }

  @Override
  public void close() {
    wiring.close();
  }
}
