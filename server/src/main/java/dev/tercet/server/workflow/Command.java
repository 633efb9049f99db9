package dev.tercet.server.workflow;

import dev.tercet.server.review.Judgement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a task is told: by a human, or by the runtime that reports what happened in the world. */
public sealed interface Command permits Command.Human, Report {

  /** What a human tells a task. */
  sealed interface Human extends Command {}

  record Start() implements Human {}

  record Approve(DecisionId decision, Shown shown) implements Human {}

  /**
   * At an approval the planner runs again, with the spec as it is and the correction; at a merge
   * the correction is the builder's next item.
   */
  record Reject(DecisionId decision, String correction) implements Human {}

  record Answer(DecisionId decision, String text) implements Human {}

  /** Some or all of a review's findings; {@code revision} is the one of the clusters shown. */
  record Judge(DecisionId decision, int revision, List<Judgement> judgements) implements Human {
    public Judge {
      judgements = List.copyOf(judgements);
    }
  }

  /** {@code head} is the commit that was shown. */
  record Merge(DecisionId decision, CommitId head) implements Human {}

  record Resolve(DecisionId decision, Option option, @Nullable String line) implements Human {}

  /** Stops what the step does and does it again with a fresh context. */
  record Retry(@Nullable StepId step, @Nullable String note) implements Human {}

  /** {@code to} stands in for {@code from} at this step from now on. */
  record ChangePreset(StepId step, PresetName from, PresetName to) implements Human {}

  record Pause(String reason) implements Human {}

  record Resume() implements Human {}

  record Takeover() implements Human {}

  record Handback(String message) implements Human {}

  record Rebase(CommitId onto) implements Human {}

  record Abandon(String reason) implements Human {}

  record UndoMerge() implements Human {}

  /** What would be lost was shown to the human and accepted, or there is nothing to lose. */
  record Delete() implements Human {}
}
