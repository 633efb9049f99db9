package dev.tercet.server.door;

import java.io.IOException;

/**
 * One way into the daemon, for the connections whose first line asks for it. {@code Wiring}
 * registers it by the kind of speech.
 */
public interface Door {

  /**
   * Speaks with a caller until either side ends. It is called on a thread of the connection's own,
   * after both first lines were exchanged and the journal was replayed; the connection is closed
   * when this returns or throws.
   *
   * @throws IOException the connection broke
   */
  void serve(Caller caller) throws IOException, InterruptedException;
}
