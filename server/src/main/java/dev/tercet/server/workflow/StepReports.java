package dev.tercet.server.workflow;

import dev.tercet.server.review.Clustering;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes of a step's own work: artifacts, items, checks and reviews. */
final class StepReports {

  private static final int NOTE_LENGTH = 8_000;

  private StepReports() {}

  private static StepId stepOf(Unfolding now, EffectId effect) {
    return Effects.stepOf(now.task(), effect)
        .orElseThrow(() -> new IllegalStateException(effect + " belongs to no step"));
  }

  static void collected(Unfolding now, Report.Collected report) {
    StepId step = stepOf(now, report.effect());
    BranchReports.head(now, report.head(), now.task().workspace().changed());
    if (!report.missing().isEmpty()) {
      incomplete(now, now.task().step(step), report.missing());
      return;
    }
    report.artifacts().forEach(artifact -> record(now, artifact));
    afterArtifacts(now, now.task().step(step));
  }

  /** The agent ended well and left nothing: as good as a broken run. */
  private static void incomplete(Unfolding now, Step step, List<ArtifactName> missing) {
    String reason = "%s was not written, or is empty".formatted(join(missing));
    PresetName preset = now.task().agents(step).getFirst();
    Slot slot = now.task().progress(step.id()).slots().get(preset);
    int failures = slot == null ? 1 : slot.failures() + 1;
    if (failures <= now.task().charter().policy().retries()) {
      now.queue(step.id(), preset, Purpose.RETRY, new Told(reason, null, failures));
    } else {
      Problems.raise(now, Trouble.FAILURE, Spot.COLLECT, step.id(), reason, "");
    }
  }

  private static String join(List<ArtifactName> names) {
    return String.join(", ", names.stream().map(ArtifactName::value).toList());
  }

  private static void record(Unfolding now, Artifact artifact) {
    Artifact before = now.task().artifacts().get(artifact.name());
    if (before == null) {
      now.add(new Event.ArtifactRecorded(artifact.revised(1)));
    } else if (!before.blob().equals(artifact.blob())) {
      now.add(new Event.ArtifactRecorded(artifact.revised(before.revision() + 1)));
    }
  }

  static void afterArtifacts(Unfolding now, Step step) {
    switch (step.gate()) {
      case Gate.Approve(var name) when !now.task().artifacts().containsKey(name) ->
          Problems.raise(
              now,
              Trouble.FAILURE,
              Spot.COLLECT,
              step.id(),
              "%s has to be approved, and nobody has written it".formatted(name),
              "");
      case Gate.Approve _ -> now.move(step.id(), new StepState.Waiting());
      case Gate.Findings _ -> judgeOrDone(now, step);
      case Gate.None _ -> now.move(step.id(), new StepState.Done());
    }
  }

  private static void judgeOrDone(Unfolding now, Step step) {
    if (Judging.openOf(now.task(), step.id(), now.task().board()).isEmpty()) {
      now.move(step.id(), new StepState.Done());
    } else {
      int pass = now.task().progress(step.id()).pass();
      now.open(new Decision.Findings(now.nextDecision(), step.id(), pass));
      now.move(step.id(), new StepState.Waiting());
    }
  }

  /** Somebody changed an artifact after it was recorded; an approval that shows it is void. */
  static void edited(Unfolding now, Artifact artifact) {
    record(now, artifact);
    now.task()
        .decisions(Decision.Approval.class)
        .filter(open -> open.shown().artifact().equals(artifact.name()))
        .filter(open -> !open.shown().blob().equals(artifact.blob()))
        .toList()
        .forEach(
            open ->
                now.add(
                    new Event.DecisionVoided(
                        open.id(), artifact.name() + " changed while it was shown")));
  }

  static void integrated(Unfolding now, Report.Integrated report) {
    Step step = now.task().step(stepOf(now, report.effect()));
    BranchReports.head(now, report.head(), now.task().workspace().changed());
    if (report.conflicts().isEmpty()) {
      now.move(step.id(), Advance.afterRun(now.task(), step));
    } else {
      now.queue(
          step.id(),
          now.task().agents(step).getFirst(),
          Purpose.RETRY,
          Told.of("conflicts in " + String.join(", ", report.conflicts())));
    }
  }

  static void verified(Unfolding now, Report.Verified report) {
    Step step = now.task().step(stepOf(now, report.effect()));
    Verification result = report.result();
    now.add(new Event.ItemVerified(step.id(), result));
    int reds = now.task().progress(step.id()).reds();
    if (result.green() || wasRedBefore(now.task(), result)) {
      now.move(step.id(), new StepState.Committing());
    } else if (reds <= retries(now.task(), step)) {
      now.queue(
          step.id(),
          now.task().agents(step).getFirst(),
          Purpose.RETRY,
          Told.resuming(latestRun(now.task(), step), red(result)));
    } else {
      Problems.raise(
          now,
          Trouble.FAILURE,
          Spot.VERIFY,
          step.id(),
          "%s ended with %d, %d times".formatted(result.command(), result.exitCode(), reds),
          result.output());
    }
  }

  private static @Nullable RunId latestRun(Task task, Step step) {
    return task.progress(step.id()).slots().values().stream()
        .map(Slot::run)
        .findFirst()
        .orElse(null);
  }

  private static boolean wasRedBefore(Task task, Verification result) {
    Verification baseline = task.workspace().baseline();
    return baseline != null && !baseline.green() && baseline.command().equals(result.command());
  }

  private static int retries(Task task, Step step) {
    Integer own = step.limits().retries();
    return own == null ? task.charter().policy().retries() : own;
  }

  private static String red(Verification result) {
    String output = result.output();
    String tail =
        output.length() > NOTE_LENGTH ? output.substring(output.length() - NOTE_LENGTH) : output;
    return "The command %s ended with %d. The end of its output:\n%s"
        .formatted(result.command(), result.exitCode(), tail);
  }

  static void committed(Unfolding now, Report.Committed report) {
    StepId step = stepOf(now, report.effect());
    BranchReports.head(now, report.head(), report.changed());
    now.add(new Event.ItemFinished(step, report.commit()));
    boolean over = !now.task().progress(step).hasItem() && now.task().mayBuild(step);
    now.move(step, over ? new StepState.Done() : new StepState.Running());
  }

  static void checked(Unfolding now, Report.CheckRan report) {
    Step step = now.task().step(stepOf(now, report.effect()));
    BranchReports.head(now, report.head(), now.task().workspace().changed());
    report.artifacts().forEach(artifact -> record(now, artifact));
    if (report.result().green()) {
      afterArtifacts(now, step);
    } else {
      Problems.raise(
          now,
          Trouble.FAILURE,
          Spot.CHECK,
          step.id(),
          "%s ended with %d".formatted(report.result().command(), report.result().exitCode()),
          report.result().output());
    }
  }

  static void compared(Unfolding now, Report.Compared report) {
    StepId step = stepOf(now, report.effect());
    int pass = now.task().progress(step).pass();
    List<String> reviewers =
        now.task().runs().values().stream()
            .filter(run -> run.step().equals(step) && run.pass() == pass)
            .map(run -> run.preset().value())
            .distinct()
            .toList();
    now.add(
        new Event.ClustersFormed(
            step,
            Clustering.RULE_VERSION,
            report.reviewed(),
            now.task().board().clustered(reviewers, pass, report.changed(), report.moved())));
    now.move(step, new StepState.Writing());
  }

  static void reviewWritten(Unfolding now, Report.ReviewWritten report) {
    Step step = now.task().step(stepOf(now, report.effect()));
    BranchReports.head(now, report.head(), now.task().workspace().changed());
    report.artifacts().forEach(artifact -> record(now, artifact));
    afterArtifacts(now, step);
  }

  /** When every preset of the step has done its part, the step goes on. */
  static void whenAllEnded(Unfolding now, Step step) {
    StepProgress progress = now.task().progress(step.id());
    if (progress.slots().isEmpty()
        || !progress.slots().values().stream().allMatch(slot -> slot instanceof Slot.Ended)) {
      return;
    }
    switch (step.role()) {
      case PLAN, REVIEW -> now.move(step.id(), new StepState.Collecting());
      case BUILD -> now.move(step.id(), Advance.afterRun(now.task(), step));
      case CHECK -> {}
    }
  }
}
