package dev.tercet.client;

import dev.tercet.protocol.connect.StandaloneDaemon;
import dev.tercet.protocol.connect.TercetHome;
import java.io.IOException;
import java.util.Map;
import java.util.ServiceLoader;

/** A daemon in this very process, for {@code --standalone}: it ends with the command. */
public final class Standalone {

  private Standalone() {}

  /**
   * Starts it; who connects to the home from now on is served by it.
   *
   * @return closing it ends the daemon in good order
   * @throws DaemonUnreachable another daemon serves the home, or the server is not on the class
   *     path
   */
  public static AutoCloseable start(Map<String, String> environment) {
    StandaloneDaemon daemon =
        ServiceLoader.load(StandaloneDaemon.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new DaemonUnreachable(
                        "this program was started without the server, so it cannot stand alone",
                        "start it with bin/tercet of the distribution",
                        null));
    try {
      return daemon.start(TercetHome.of(environment).prepare(), environment);
    } catch (IOException e) {
      throw new DaemonUnreachable(
          String.valueOf(e.getMessage()),
          "leave --standalone out, or set TERCET_HOME to a folder of its own",
          e);
    }
  }
}
