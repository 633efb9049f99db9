package dev.tercet.server.app;

import dev.tercet.protocol.RunView;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Particulars;
import dev.tercet.server.workflow.RunOutcome;
import dev.tercet.server.workflow.RunRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Runs as clients see them. */
final class RunViews {

  private RunViews() {}

  static RunView of(RunRecord run, Particulars history) {
    return new RunView(
        run.id().value(),
        run.step().value(),
        run.preset().value(),
        run.agent() == null ? "" : run.agent(),
        state(run),
        begun(run),
        Views.usage(run.usage()),
        run.endedAt(),
        result(run.outcome()),
        run.waitsFor(),
        history.commit(run.id()).map(CommitId::value).orElse(null),
        run.pass());
  }

  /** One that was stopped before it began took no time; one that waits has none yet. */
  private static Instant begun(RunRecord run) {
    return run.startedAt() != null
        ? run.startedAt()
        : run.endedAt() != null ? run.endedAt() : Instant.EPOCH;
  }

  private static RunView.State state(RunRecord run) {
    return switch (run.outcome()) {
      case null -> RunView.State.RUNNING;
      case RunOutcome.Finished _ -> RunView.State.DONE;
      case RunOutcome.Waiting _ -> RunView.State.WAITING;
      case RunOutcome.Stopped _ -> RunView.State.CANCELLED;
      case RunOutcome.Failed _ -> RunView.State.FAILED;
    };
  }

  private static @Nullable String result(@Nullable RunOutcome outcome) {
    return switch (outcome) {
      case null -> null;
      case RunOutcome.Finished(var answer) -> answer;
      case RunOutcome.Waiting _, RunOutcome.Stopped _ -> null;
      case RunOutcome.Failed(var cause, var reason) -> cause.words() + ": " + reason;
    };
  }
}
