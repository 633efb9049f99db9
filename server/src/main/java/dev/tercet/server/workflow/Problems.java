package dev.tercet.server.workflow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decisions that are opened when something is in the way, and what can be chosen at each. */
final class Problems {

  private Problems() {}

  static void raise(
      Unfolding now,
      Trouble trouble,
      Spot spot,
      @Nullable StepId step,
      String reason,
      String evidence) {
    now.open(
        new Decision.Problem(
            now.nextDecision(),
            trouble,
            spot,
            step,
            null,
            reason,
            evidence,
            options(spot, trouble)));
    if (step != null) {
      now.move(step, new StepState.Waiting());
    }
  }

  /** A run broke for good; other runs of the step go on. */
  static void broken(Unfolding now, RunRecord run, RunOutcome.Failed failed) {
    if (failed.cause() == RunOutcome.Cause.BUDGET) {
      usedUp(now, run, failed.reason());
      return;
    }
    Trouble trouble = failed.cause() == RunOutcome.Cause.LIMIT ? Trouble.LIMIT : Trouble.FAILURE;
    List<Option> options = new ArrayList<>(List.of(Option.RETRY));
    if (now.task().step(run.step()).role() == Role.REVIEW) {
      options.add(Option.CONTINUE);
    }
    options.add(Option.TAKEOVER);
    options.add(Option.ABANDON);
    now.open(
        new Decision.Problem(
            now.nextDecision(),
            trouble,
            Spot.RUN,
            run.step(),
            run.preset(),
            "%s %s: %s".formatted(run.preset(), failed.cause().words(), failed.reason()),
            "",
            options));
    now.move(run.step(), new StepState.Waiting());
  }

  /** A budget is used up; the same run goes on when it is raised. */
  private static void usedUp(Unfolding now, RunRecord run, String reason) {
    now.open(
        new Decision.Problem(
            now.nextDecision(),
            Trouble.LIMIT,
            Spot.BUDGET,
            run.step(),
            run.preset(),
            reason,
            "",
            options(Spot.BUDGET, Trouble.LIMIT)));
    now.move(run.step(), new StepState.Waiting());
  }

  /** The worktree was deleted with work in it that was in no commit. */
  static void lost(Unfolding now, Spot spot, StepId step) {
    now.open(
        new Decision.Problem(
            now.nextDecision(),
            Trouble.FAILURE,
            spot,
            step,
            null,
            "the worktree was deleted, and work with it that was in no commit; it is made again",
            "",
            List.of(Option.RETRY, Option.ABANDON)));
    now.move(step, new StepState.Waiting());
  }

  /** A step that cannot begin as its template has it. */
  static void unfit(Unfolding now, Step step, String reason) {
    boolean dispensable = step.role() == Role.REVIEW || step.role() == Role.CHECK;
    now.open(
        new Decision.Problem(
            now.nextDecision(),
            Trouble.FAILURE,
            Spot.RUN,
            step.id(),
            null,
            reason,
            "",
            dispensable ? List.of(Option.CONTINUE, Option.ABANDON) : List.of(Option.ABANDON)));
    now.move(step.id(), new StepState.Waiting());
  }

  /** Accepted findings that no build step is there to mend. */
  static Decision unmendable(Unfolding now, StepId review) {
    return new Decision.Problem(
        now.nextDecision(),
        Trouble.LIMIT,
        Spot.ROUNDS,
        review,
        null,
        "findings were accepted, and the workflow has no build step that could mend them",
        "",
        List.of(Option.CONTINUE, Option.ABANDON));
  }

  static Decision rounds(Unfolding now, Step build) {
    return new Decision.Problem(
        now.nextDecision(),
        Trouble.LIMIT,
        Spot.ROUNDS,
        build.id(),
        null,
        "findings were accepted again after %d rounds".formatted(Builds.rounds(now.task(), build)),
        "",
        List.of(Option.RETRY, Option.CONTINUE, Option.ABANDON));
  }

  static List<Option> options(Spot spot, Trouble trouble) {
    if (trouble == Trouble.TRUST) {
      return spot == Spot.REBASE
          ? List.of(Option.TRUST, Option.CONTINUE, Option.ABANDON)
          : List.of(Option.TRUST, Option.ABANDON);
    }
    return switch (spot) {
      case PREPARE -> List.of(Option.RETRY, Option.CONTINUE, Option.ABANDON);
      case COLLECT, WRITE ->
          trouble == Trouble.BOUNDARY
              ? List.of(Option.RETRY, Option.CONTINUE, Option.TAKEOVER, Option.ABANDON)
              : List.of(Option.RETRY, Option.TAKEOVER, Option.ABANDON);
      case RUN, INTEGRATE -> List.of(Option.RETRY, Option.TAKEOVER, Option.ABANDON);
      case COMMIT ->
          trouble == Trouble.FAILURE
              ? List.of(Option.RETRY, Option.TAKEOVER, Option.ABANDON)
              : List.of(Option.RETRY, Option.CONTINUE, Option.TAKEOVER, Option.ABANDON);
      case BUDGET, VERIFY, CHECK, TRAIN ->
          List.of(Option.RETRY, Option.CONTINUE, Option.TAKEOVER, Option.ABANDON);
      case ROUNDS, REBASE -> List.of(Option.RETRY, Option.CONTINUE, Option.ABANDON);
      case UNDO -> List.of(Option.RETRY, Option.CONTINUE);
      case UNDO_RED -> List.of(Option.RETRY, Option.CONTINUE, Option.ABANDON);
      case HANDBACK -> List.of(Option.RETRY, Option.TAKEOVER, Option.ABANDON);
    };
  }
}
