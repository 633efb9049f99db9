package dev.tercet.server.store;

/**
 * A listener's tie to the journal or to a transcript. Closing it does not wait: one delivery that
 * is under way may still end, no further one begins.
 */
public interface Subscription extends AutoCloseable {

  @Override
  void close();
}
