package dev.tercet.server.agent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a turn ended. */
public sealed interface TurnResult {

  /** The agent ended its turn; {@code answer} is its last message, bounded. */
  record Finished(String answer) implements TurnResult {}

  /** The agent asked the human and waits to be continued with the answer. */
  record Waiting() implements TurnResult {}

  /** The turn was cancelled. */
  record Cancelled() implements TurnResult {}

  /**
   * The agent could not do it.
   *
   * @param reopens when the provider lets the account in again; null where it did not say, or
   *     nothing is held back
   */
  record Failed(Cause cause, String reason, @Nullable Instant reopens) implements TurnResult {

    public Failed(Cause cause, String reason) {
      this(cause, reason, null);
    }
  }

  /** What kind of failure it was, which decides what to do about it. */
  enum Cause {
    /** The program could not be started. */
    NOT_STARTED,
    /** The program ended in the middle of a turn. */
    CRASHED,
    /** Nothing was heard from it for too long. */
    STALLED,
    /** The run took longer than it may. */
    TIMED_OUT,
    /** It broke its own protocol, or wrote more than it may. */
    MISBEHAVED,
    /** It needs a login or a key. */
    NOT_AUTHENTICATED,
    /** The provider holds the account back; later it will work again. */
    RATE_LIMITED,
    /** A budget or limit of the run was reached. */
    LIMIT,
    /** It said itself that it failed. */
    REFUSED
  }
}
