package dev.tercet.server.app;

/** How fast a client takes what it is sent. Any thread may ask. */
public interface Pace {

  /**
   * Waits until the client has taken most of what it was sent, for a bounded time.
   *
   * @return whether it has; false for a client that is too slow, or gone
   */
  boolean awaitRoom();
}
