package dev.tercet.server.agent;

import java.time.Duration;
import java.util.Optional;

/**
 * Hears what happens in a session, in order. Called by one thread at a time, which must not be
 * held.
 */
public interface AgentListener {

  /** Something happened. */
  void update(Update update);

  /**
   * The agent asks the human. Returns the answer when one comes within {@code hold}; empty means
   * that the question is recorded and the turn has to end as {@link TurnResult.Waiting}.
   *
   * <p>This is the one call that may block, for {@code hold} at most.
   */
  Optional<String> ask(AgentQuestion question, Duration hold) throws InterruptedException;
}
