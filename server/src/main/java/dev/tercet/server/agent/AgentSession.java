package dev.tercet.server.agent;

import java.util.Optional;

/**
 * One context of one agent. Used by one thread, but for {@link #cancel} and {@link #close}, which
 * any thread may call at any time.
 */
public interface AgentSession extends AutoCloseable {

  /**
   * Sends a prompt and blocks until the turn has ended, in whichever way; never throws for the
   * agent's faults.
   */
  TurnResult prompt(String text) throws InterruptedException;

  /**
   * Asks the agent to end its turn; {@link #prompt} then returns within a bounded time. A session
   * that was cancelled takes no further prompt.
   */
  void cancel();

  /**
   * What {@link SessionRequest#resume()} needs to continue this context later, where the agent can.
   */
  Optional<String> resumeToken();

  /**
   * Whether this is the context that {@link SessionRequest#resume()} names. False where a session
   * was to be resumed and could not be: the prompt then has to say everything.
   */
  default boolean isResumed() {
    return false;
  }

  /** Whether {@link #prompt} may be called again in the same context. */
  boolean keepsContext();

  /** Ends the program and everything it started, within a bounded time. Idempotent. */
  @Override
  void close();
}
