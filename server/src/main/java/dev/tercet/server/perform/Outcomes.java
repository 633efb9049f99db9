package dev.tercet.server.perform;

import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.workflow.RunOutcome;
import java.util.Optional;

/** How a turn's end counts for its run. */
final class Outcomes {

  private Outcomes() {}

  static boolean cannotStart(RunOutcome outcome) {
    return outcome instanceof RunOutcome.Failed(var cause, _)
        && (cause == RunOutcome.Cause.NOT_STARTED || cause == RunOutcome.Cause.NOT_AUTHENTICATED);
  }

  static RunOutcome outcome(TurnResult result, Ear ear) {
    Optional<String> usedUp = ear.usedUp();
    if (usedUp.isPresent() && !(result instanceof TurnResult.Finished)) {
      return new RunOutcome.Failed(RunOutcome.Cause.BUDGET, usedUp.get());
    }
    return switch (result) {
      case TurnResult.Finished(var answer) -> new RunOutcome.Finished(answer);
      case TurnResult.Waiting _ -> new RunOutcome.Waiting();
      case TurnResult.Cancelled _ -> new RunOutcome.Stopped();
      case TurnResult.Failed(var cause, var reason, _) ->
          new RunOutcome.Failed(cause(cause), reason);
    };
  }

  static RunOutcome.Cause cause(TurnResult.Cause cause) {
    return switch (cause) {
      case NOT_STARTED -> RunOutcome.Cause.NOT_STARTED;
      case CRASHED -> RunOutcome.Cause.CRASHED;
      case STALLED -> RunOutcome.Cause.STALLED;
      case TIMED_OUT -> RunOutcome.Cause.TIMED_OUT;
      case MISBEHAVED -> RunOutcome.Cause.MISBEHAVED;
      case NOT_AUTHENTICATED -> RunOutcome.Cause.NOT_AUTHENTICATED;
      case RATE_LIMITED -> RunOutcome.Cause.RATE_LIMITED;
      case LIMIT -> RunOutcome.Cause.LIMIT;
      case REFUSED -> RunOutcome.Cause.REFUSED;
    };
  }

  static String words(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Finished _ -> "finished";
      case RunOutcome.Waiting _ -> "waits for an answer";
      case RunOutcome.Stopped _ -> "stopped";
      case RunOutcome.Failed(var cause, var reason) -> cause.words() + ": " + reason;
    };
  }
}
