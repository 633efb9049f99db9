package dev.tercet.server.workflow;

import dev.tercet.server.review.FindingId;
import dev.tercet.server.review.Judgement;
import dev.tercet.server.review.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a task goes on from once a human has said what to do about a problem. */
final class ProblemRules {

  private ProblemRules() {}

  static Optional<Refusal> resolve(Unfolding now, Command.Resolve command) {
    return switch (now.task().open(command.decision())) {
      case null -> DecisionRules.notOpen(command.decision());
      case Decision.Problem problem when !problem.options().contains(command.option()) ->
          HumanRules.invalid(
              "%s can be answered with %s".formatted(problem.id(), problem.options()));
      case Decision.Problem problem
          when command.option() == Option.TAKEOVER
              && problem.spot() != Spot.HANDBACK
              && isBeingMoved(now.task()) ->
          HumanRules.wrongState(now, "take over", "wait until the branch is where it goes");
      case Decision.Problem problem -> {
        now.add(new Event.ProblemResolved(problem.id(), command.option(), command.line()));
        switch (command.option()) {
          case RETRY, TRUST -> retry(now, problem, command.line());
          case CONTINUE -> goOn(now, problem);
          case TAKEOVER -> takeOver(now, problem);
          case ABANDON -> giveUp(now, problem);
        }
        yield Optional.empty();
      }
      case Decision other -> DecisionRules.wrongKind(other, "something to resolve");
    };
  }

  private static boolean isBeingMoved(Task task) {
    return switch (task.hold()) {
      case Hold.HandingBack _, Hold.Rebasing _ -> true;
      case Hold.Free _, Hold.Paused _, Hold.TakenOver _ -> false;
    };
  }

  private static void retry(Unfolding now, Decision.Problem problem, @Nullable String line) {
    switch (problem.spot()) {
      case RUN -> requeue(now, problem, line);
      case BUDGET -> goOnWith(now, problem, line);
      case COLLECT, VERIFY -> runAgain(now, problem, line);
      case INTEGRATE -> now.move(step(problem), new StepState.Integrating());
      case COMMIT -> now.move(step(problem), new StepState.Committing());
      case WRITE -> now.move(step(problem), new StepState.Collecting());
      case CHECK -> now.move(step(problem), new StepState.Running());
      case ROUNDS -> openFixes(now, problem);
      case TRAIN -> integrate(now, problem.reason());
      case PREPARE,
          REBASE,
          HANDBACK,
          UNDO,
          UNDO_RED -> {} // Wanted again as soon as the problem is closed.
    }
  }

  private static void goOn(Unfolding now, Decision.Problem problem) {
    switch (problem.spot()) {
      case PREPARE -> prepared(now, problem);
      case RUN -> goOnWithout(now, problem);
      case BUDGET -> goOnWith(now, problem, null);
      case VERIFY, COMMIT -> now.move(step(problem), new StepState.Committing());
      case CHECK -> goOnAfterCheck(now, problem);
      case ROUNDS -> dropFixes(now);
      case REBASE -> now.add(new Event.RebaseDropped("the human left the base where it was"));
      case UNDO -> now.add(new Event.UndoDropped());
      case COLLECT, WRITE -> now.move(step(problem), new StepState.Collecting());
      case TRAIN, INTEGRATE, HANDBACK, UNDO_RED -> {}
    }
  }

  /** A task that is merged stays so: there it is only the undoing that is given up. */
  private static void giveUp(Unfolding now, Decision.Problem problem) {
    now.add(
        problem.spot() == Spot.UNDO_RED
            ? new Event.UndoDropped()
            : new Event.TaskAbandoned(problem.reason()));
  }

  /** The human works in the worktree; what follows is done when it is handed back. */
  private static void takeOver(Unfolding now, Decision.Problem problem) {
    if (problem.step() != null) {
      Step step = now.task().step(problem.step());
      StepProgress progress = now.task().progress(step.id());
      if (problem.preset() != null
          && progress.slots().get(problem.preset()) instanceof Slot.Broken broken) {
        now.queue(
            step.id(),
            problem.preset(),
            Purpose.RETRY,
            Told.resuming(broken.run(), "a human has worked in the worktree since"));
      }
      if (step.role() == Role.BUILD && !isOfRun(problem) && progress.hasItem()) {
        now.move(step.id(), Advance.afterRun(now.task(), step));
      } else if (step.role() == Role.CHECK) {
        now.move(step.id(), new StepState.Running());
      } else if (problem.spot() == Spot.COLLECT || problem.spot() == Spot.WRITE) {
        now.move(step.id(), new StepState.Collecting());
      }
    }
    now.add(new Event.TaskTakenOver());
  }

  private static boolean isOfRun(Decision.Problem problem) {
    return problem.spot() == Spot.RUN || problem.spot() == Spot.BUDGET;
  }

  private static StepId step(Decision.Problem problem) {
    if (problem.step() == null) {
      throw new IllegalStateException("a problem at " + problem.spot() + " without a step");
    }
    return problem.step();
  }

  private static void requeue(Unfolding now, Decision.Problem problem, @Nullable String line) {
    PresetName preset = problem.preset();
    if (preset != null) {
      now.queue(step(problem), preset, Purpose.RETRY, Told.of(line));
    }
  }

  /** The run that a budget ended goes on, in its own context and with the files as they are. */
  private static void goOnWith(Unfolding now, Decision.Problem problem, @Nullable String line) {
    PresetName preset = problem.preset();
    if (preset != null
        && now.task().progress(step(problem)).slots().get(preset) instanceof Slot.Broken broken) {
      now.queue(step(problem), preset, Purpose.RETRY, Told.resuming(broken.run(), line));
    }
  }

  private static void runAgain(Unfolding now, Decision.Problem problem, @Nullable String line) {
    Step step = now.task().step(step(problem));
    if (step.role() == Role.CHECK) {
      now.move(step.id(), new StepState.Running());
      return;
    }
    if (step.role() == Role.BUILD && !now.task().progress(step.id()).hasItem()) {
      Builds.openPass(now, step, List.of(Item.of(Item.Kind.FIX, problem.reason())));
      return;
    }
    String note =
        problem.reason()
            + (problem.evidence().isBlank() ? "" : "\n" + problem.evidence())
            + (line == null ? "" : "\n\n" + line);
    now.queue(step.id(), now.task().agents(step).getFirst(), Purpose.RETRY, Told.of(note));
  }

  /** What it printed is not recorded yet where that was the problem, so it runs once more. */
  private static void goOnAfterCheck(Unfolding now, Decision.Problem problem) {
    if (problem.trouble() == Trouble.BOUNDARY) {
      now.move(step(problem), new StepState.Running());
    } else {
      StepReports.afterArtifacts(now, now.task().step(step(problem)));
    }
  }

  private static void goOnWithout(Unfolding now, Decision.Problem problem) {
    StepProgress progress = now.task().progress(step(problem));
    PresetName preset = problem.preset();
    if (preset == null) {
      now.move(step(problem), new StepState.Done());
    } else if (progress.slots().get(preset) instanceof Slot.Broken broken) {
      now.add(new Event.SlotWaived(step(problem), preset, new Slot.Ended(broken.run(), 0)));
      StepReports.whenAllEnded(now, now.task().step(step(problem)));
    }
  }

  private static void prepared(Unfolding now, Decision.Problem problem) {
    Task task = now.task();
    if (task.workspace().path() != null && !task.workspace().ready()) {
      now.add(new Event.TaskPrepared(null));
    } else if (task.workspace().ready() && !Advance.baselineKnown(task)) {
      now.add(
          new Event.BaselineVerified(
              new Verification(
                  task.verifyCommand(null).orElse(""), -1, problem.reason(), Duration.ZERO)));
    }
  }

  private static void openFixes(Unfolding now, Decision.Problem problem) {
    Builds.openPass(now, now.task().step(step(problem)), Builds.fixes(now.task()));
  }

  /** At the limit of rounds the human lets the rest be. */
  private static void dropFixes(Unfolding now) {
    List<FindingId> left =
        now.task().board().clusters().stream()
            .filter(cluster -> now.task().fixes().contains(cluster.number()))
            .flatMap(cluster -> cluster.findings().stream())
            .toList();
    List<Judgement> judgements =
        List.of(new Judgement(left, Verdict.DISMISS, "left as it is after the last round"));
    now.add(
        new Event.FindingsJudged(
            now.nextDecision(),
            judgements,
            now.task().board().judged(judgements),
            List.of(),
            true));
  }

  /** The builder takes the target into the branch. */
  static void integrate(Unfolding now, String why) {
    Builds.last(now.task())
        .ifPresent(
            build ->
                Builds.openPass(
                    now,
                    build,
                    List.of(
                        Item.of(
                            Item.Kind.INTEGRATE,
                            "Take in %s: %s".formatted(now.task().charter().target(), why)))));
  }
}
