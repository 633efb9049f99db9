package dev.tercet.server.workflow;

import java.util.Locale;

/** How a run ended. */
public sealed interface RunOutcome {

  /** It did its part; {@code answer} is its last message, bounded. */
  record Finished(String answer) implements RunOutcome {}

  /** It asked the human. */
  record Waiting() implements RunOutcome {}

  /** It was stopped: a pause, a takeover, a restart, a change of preset. */
  record Stopped() implements RunOutcome {}

  /** It broke. */
  record Failed(Cause cause, String reason) implements RunOutcome {}

  /** Why it broke. */
  enum Cause {
    NOT_STARTED,
    CRASHED,
    STALLED,
    TIMED_OUT,
    MISBEHAVED,
    NOT_AUTHENTICATED,
    RATE_LIMITED,
    LIMIT,
    /** A budget of money or tokens is used up. */
    BUDGET,
    REFUSED,
    /** It ended well and did not leave what it had to. */
    INCOMPLETE;

    /** Whether another try by itself may help. */
    boolean mayPass() {
      return switch (this) {
        case CRASHED, STALLED, MISBEHAVED, RATE_LIMITED, INCOMPLETE -> true;
        case NOT_STARTED, TIMED_OUT, NOT_AUTHENTICATED, LIMIT, BUDGET, REFUSED -> false;
      };
    }

    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
