package dev.tercet.server.store;

/**
 * Is told of every event, in the order of positions, on the subscription's own virtual thread. It
 * may be slow: what it has not taken yet waits in the database, not in memory.
 */
public interface JournalListener {

  void recorded(Recorded event);

  /**
   * The subscription has ended without being closed: the journal could not be read, or {@link
   * #recorded} threw. Nothing more will come; subscribing again from the first position not taken
   * loses nothing.
   */
  void failed(RuntimeException failure);
}
