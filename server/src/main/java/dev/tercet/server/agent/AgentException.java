package dev.tercet.server.agent;

/**
 * An agent could not be brought to take a prompt. The message says what was attempted and what
 * happened.
 */
public final class AgentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final TurnResult.Cause failure;

  public AgentException(TurnResult.Cause failure, String message) {
    super(message);
    this.failure = failure;
  }

  /** What kind of failure it was. */
  public TurnResult.Cause failure() {
    return failure;
  }
}
