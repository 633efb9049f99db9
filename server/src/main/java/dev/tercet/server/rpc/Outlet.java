package dev.tercet.server.rpc;

import java.io.IOException;
import java.util.List;

/**
 * The way to the other side. Any thread may send. A send waits while the other side does not read,
 * for a bounded time.
 */
public interface Outlet {

  /**
   * Sends one message.
   *
   * @throws IOException the other side is gone, or did not read for too long
   */
  void send(Message message) throws IOException;

  /** Sends several as one batch. */
  void sendBatch(List<Message> messages) throws IOException;
}
