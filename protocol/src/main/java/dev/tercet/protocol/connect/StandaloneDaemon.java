package dev.tercet.protocol.connect;

import java.io.IOException;
import java.util.Map;

/**
 * A daemon in the caller's own process, for {@code --standalone}. The server provides it as a
 * service; a client finds it only where the launcher put both on the class path.
 */
public interface StandaloneDaemon {

  /**
   * Starts serving the home, with the same lock and socket as any daemon.
   *
   * @return closing it ends the daemon in good order
   * @throws IOException another daemon serves the home, or it cannot be started; in words
   */
  AutoCloseable start(TercetHome home, Map<String, String> environment) throws IOException;
}
