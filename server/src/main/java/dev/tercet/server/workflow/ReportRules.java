package dev.tercet.server.workflow;

import dev.tercet.server.review.Clustering;
import dev.tercet.server.review.Finding;
import dev.tercet.server.review.FindingId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a report from the world does to a task. */
final class ReportRules {

  private static final int NOTE_LENGTH = 8_000;

  private ReportRules() {}

  static Optional<Refusal> apply(Unfolding now, Report report) {
    return switch (report) {
      case Report.OfRun aboutRun -> RunRules.apply(now, aboutRun);
      case Report.ArtifactEdited(_, var artifact) -> {
        edited(now, artifact);
        yield Optional.empty();
      }
      case Report.WorktreeRemoved gone when now.task().workspace().path() != null -> {
        removed(now, gone);
        yield Optional.empty();
      }
      case Report other when isAwaited(now.task(), other) -> {
        happened(now, other);
        yield Optional.empty();
      }
      case Report other -> Optional.of(new Refusal.NotWanted(other.effect()));
    };
  }

  private static boolean isAwaited(Task task, Report report) {
    return Effects.find(task, report.effect())
        .filter(effect -> answers(report, effect))
        .isPresent();
  }

  private static boolean answers(Report report, Effect effect) {
    return switch (report) {
      case Report.Begun _, Report.Troubled _ -> true;
      case Report.OfRun _ -> effect instanceof Effect.StartRun;
      case Report.ArtifactEdited _ -> false;
      case Report.WorktreeMade _ -> effect instanceof Effect.MakeWorktree;
      case Report.SetupRan _ -> effect instanceof Effect.RunSetup;
      case Report.BaselineRan _ -> effect instanceof Effect.VerifyBaseline;
      case Report.Collected _ -> effect instanceof Effect.CollectArtifacts;
      case Report.Integrated _ -> effect instanceof Effect.Integrate;
      case Report.Verified _ -> effect instanceof Effect.VerifyItem;
      case Report.Committed _ -> effect instanceof Effect.CommitItem;
      case Report.CheckRan _ -> effect instanceof Effect.RunCheck;
      case Report.Compared _ -> effect instanceof Effect.CompareReviews;
      case Report.ReviewWritten _ -> effect instanceof Effect.WriteReview;
      case Report.HandedBack _ -> effect instanceof Effect.HandBack;
      case Report.Rebased _ -> effect instanceof Effect.Rebase;
      case Report.TrainReturned _, Report.Published _ -> effect instanceof Effect.Merge;
      case Report.Merged _, Report.MergeRefused _ ->
          effect instanceof Effect.Merge || effect instanceof Effect.WatchRemote;
      case Report.BranchPushed _ -> effect instanceof Effect.PushBranch;
      case Report.Undone _, Report.UndoRed _ -> effect instanceof Effect.Undo;
      case Report.WorktreeRemoved _ -> false;
      case Report.WorktreeKept _ ->
          effect instanceof Effect.RemoveWorktree || effect instanceof Effect.DeleteTask;
      case Report.Deleted _ -> effect instanceof Effect.DeleteTask;
    };
  }

  private static void happened(Unfolding now, Report report) {
    switch (report) {
      case Report.Begun(var effect) -> {
        if (!now.task().begun().contains(effect)) {
          now.add(new Event.EffectBegun(effect));
        }
      }
      case Report.WorktreeMade made -> worktreeMade(now, made);
      case Report.SetupRan(_, var result) -> setupRan(now, result);
      case Report.BaselineRan(_, var result) -> now.add(new Event.BaselineVerified(result));
      case Report.Collected collected -> collected(now, collected);
      case Report.Integrated integrated -> integrated(now, integrated);
      case Report.Verified verified -> verified(now, verified);
      case Report.Committed committed -> committed(now, committed);
      case Report.CheckRan checked -> checked(now, checked);
      case Report.Compared compared -> compared(now, compared);
      case Report.ReviewWritten written -> reviewWritten(now, written);
      case Report.HandedBack handedBack -> handedBack(now, handedBack);
      case Report.Rebased rebased -> rebased(now, rebased);
      case Report.Merged(_, var onto, var commit, var verification) ->
          now.add(new Event.Merged(onto, commit, verification));
      case Report.TrainReturned returned -> returned(now, returned);
      case Report.MergeRefused(_, var reason) -> refused(now, reason);
      case Report.Published(_, var url) -> now.add(new Event.Published(url));
      case Report.BranchPushed(var effect, var head, var problem) ->
          pushed(now, effect, head, problem);
      case Report.UndoRed(_, var reason, var evidence) ->
          Problems.raise(now, Trouble.FAILURE, Spot.UNDO_RED, null, reason, evidence);
      case Report.Undone(_, var commit) -> now.add(new Event.MergeUndone(commit));
      case Report.WorktreeKept(_, var reason) -> now.add(new Event.WorktreeKept(reason));
      case Report.Deleted(_, var ref) -> now.add(new Event.BranchTrashed(ref));
      case Report.Troubled troubled -> troubled(now, troubled);
      case Report.ArtifactEdited _, Report.OfRun _, Report.WorktreeRemoved _ ->
          throw new IllegalStateException("handled before: " + report);
    }
  }

  private static StepId stepOf(Unfolding now, EffectId effect) {
    return Effects.stepOf(now.task(), effect)
        .orElseThrow(() -> new IllegalStateException(effect + " belongs to no step"));
  }

  private static void worktreeMade(Unfolding now, Report.WorktreeMade made) {
    now.add(
        new Event.WorktreeMade(
            made.path(), made.gitDir(), made.branch(), made.port(), made.copied(), made.head()));
    if (now.task().charter().policy().setup() == null) {
      now.add(new Event.TaskPrepared(null));
    }
  }

  private static void setupRan(Unfolding now, Verification result) {
    if (result.green()) {
      now.add(new Event.TaskPrepared(result));
    } else {
      Problems.raise(
          now,
          Trouble.FAILURE,
          Spot.PREPARE,
          null,
          "the setup command %s ended with %d".formatted(result.command(), result.exitCode()),
          result.output());
    }
  }

  private static void collected(Unfolding now, Report.Collected report) {
    StepId step = stepOf(now, report.effect());
    head(now, report.head(), now.task().workspace().changed());
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
    if (HumanRules.openOf(now.task(), step.id(), now.task().board()).isEmpty()) {
      now.move(step.id(), new StepState.Done());
    } else {
      int pass = now.task().progress(step.id()).pass();
      now.open(new Decision.Findings(now.nextDecision(), step.id(), pass));
      now.move(step.id(), new StepState.Waiting());
    }
  }

  /** Somebody changed an artifact after it was recorded; an approval that shows it is void. */
  private static void edited(Unfolding now, Artifact artifact) {
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

  private static void head(Unfolding now, CommitId head, List<String> changed) {
    Workspace workspace = now.task().workspace();
    if (!workspace.head().equals(head) || !workspace.changed().equals(changed)) {
      now.add(new Event.HeadMoved(head, changed));
    }
  }

  private static void integrated(Unfolding now, Report.Integrated report) {
    Step step = now.task().step(stepOf(now, report.effect()));
    head(now, report.head(), now.task().workspace().changed());
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

  private static void verified(Unfolding now, Report.Verified report) {
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

  private static void committed(Unfolding now, Report.Committed report) {
    StepId step = stepOf(now, report.effect());
    head(now, report.head(), report.changed());
    now.add(new Event.ItemFinished(step, report.commit()));
    boolean over = !now.task().progress(step).hasItem() && now.task().mayBuild(step);
    now.move(step, over ? new StepState.Done() : new StepState.Running());
  }

  private static void checked(Unfolding now, Report.CheckRan report) {
    Step step = now.task().step(stepOf(now, report.effect()));
    head(now, report.head(), now.task().workspace().changed());
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

  private static void compared(Unfolding now, Report.Compared report) {
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
            now.task().board().clustered(reviewers, pass, report.changed())));
    now.move(step, new StepState.Writing());
  }

  private static void reviewWritten(Unfolding now, Report.ReviewWritten report) {
    Step step = now.task().step(stepOf(now, report.effect()));
    head(now, report.head(), now.task().workspace().changed());
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

  private static void handedBack(Unfolding now, Report.HandedBack report) {
    head(now, report.head(), report.changed());
    now.add(new Event.HandedBack(report.commit()));
    if (report.commit() != null) {
      verifyAgain(now, "What was changed by hand");
    }
  }

  private static void rebased(Unfolding now, Report.Rebased report) {
    now.add(new Event.Rebased(report.base()));
    head(now, report.head(), report.changed());
    now.task()
        .decisions(Decision.Approval.class)
        .toList()
        .forEach(
            open ->
                now.add(new Event.DecisionVoided(open.id(), "the base moved while it was shown")));
    verifyAgain(now, "The change on its new base");
  }

  /** A finished build is verified and looked at again; one in progress will be anyway. */
  private static void verifyAgain(Unfolding now, String what) {
    if (Builds.isUnderWay(now.task())) {
      return;
    }
    Builds.last(now.task())
        .ifPresent(
            build -> {
              now.task()
                  .decisions(Decision.Merge.class)
                  .toList()
                  .forEach(
                      open ->
                          now.add(new Event.DecisionVoided(open.id(), what + " came after it")));
              List<Item> items = new ArrayList<>(List.of(Item.of(Item.Kind.VERIFY, what)));
              items.addAll(Builds.fixes(now.task()));
              Builds.openPass(now, build, items);
            });
  }

  private static void returned(Unfolding now, Report.TrainReturned report) {
    boolean first = now.task().landing().returned() == 0;
    now.add(new Event.TrainReturned(report.target(), report.conflict(), report.evidence()));
    String reason =
        report.conflict()
            ? "it conflicts with " + now.task().charter().target()
            : "verification is red on " + now.task().charter().target();
    if (first && Builds.last(now.task()).isPresent()) {
      ProblemRules.integrate(now, reason + "\n" + report.evidence());
    } else {
      Problems.raise(
          now,
          report.conflict() ? Trouble.CONFLICT : Trouble.FAILURE,
          Spot.TRAIN,
          null,
          reason,
          report.evidence());
    }
  }

  private static void refused(Unfolding now, String reason) {
    now.add(new Event.MergeRefused(reason));
    CommitId head = now.task().workspace().head();
    now.open(
        new Decision.Merge(
            now.nextDecision(), head, null, List.of("The merge was refused: " + reason)));
  }

  private static void pushed(
      Unfolding now, EffectId effect, CommitId head, @Nullable String problem) {
    if (Effects.find(now.task(), effect).orElse(null) instanceof Effect.PushBranch push) {
      now.add(new Event.BranchPushed(push.approval(), head, problem));
    }
  }

  private static void troubled(Unfolding now, Report.Troubled report) {
    Optional<Effect> effect = Effects.find(now.task(), report.effect());
    if (effect.isEmpty()) {
      return;
    }
    switch (effect.get()) {
      case Effect.MakeWorktree _, Effect.RunSetup _, Effect.VerifyBaseline _ ->
          raise(now, Spot.PREPARE, null, report);
      case Effect.StartRun(_, var run) ->
          RunRules.finished(
              now,
              new Report.RunFinished(
                  report.effect(),
                  run,
                  new RunOutcome.Failed(RunOutcome.Cause.NOT_STARTED, report.reason()),
                  Usage.UNKNOWN,
                  null,
                  null));
      case Effect.CollectArtifacts(_, var step) -> raise(now, Spot.COLLECT, step, report);
      case Effect.Integrate(_, var step) -> raise(now, Spot.INTEGRATE, step, report);
      case Effect.VerifyItem(_, var step, _) -> raise(now, Spot.VERIFY, step, report);
      case Effect.CommitItem(_, var step) -> raise(now, Spot.COMMIT, step, report);
      case Effect.RunCheck(_, var step, _) -> raise(now, Spot.CHECK, step, report);
      case Effect.CompareReviews(_, var step, _) -> raise(now, Spot.WRITE, step, report);
      case Effect.WriteReview(_, var step) -> raise(now, Spot.WRITE, step, report);
      case Effect.PushBranch(var id, _) ->
          pushed(now, id, now.task().workspace().head(), report.reason());
      case Effect.HandBack _ -> raise(now, Spot.HANDBACK, null, report);
      case Effect.Rebase _ -> raise(now, Spot.REBASE, null, report);
      case Effect.Merge _ -> refused(now, report.reason());
      case Effect.WatchRemote _ -> {}
      case Effect.Undo _ -> raise(now, Spot.UNDO, null, report);
      case Effect.RemoveWorktree _, Effect.DeleteTask _ ->
          now.add(new Event.WorktreeKept(report.reason()));
    }
  }

  /**
   * The worktree is gone, whoever removed it and whatever is wanted by now: a fact. It is made
   * again when it is needed. What an agent had done and nobody had committed is gone with it, which
   * must not pass for an item that changed nothing.
   */
  private static void removed(Unfolding now, Report.WorktreeRemoved report) {
    Optional<Effect> effect = Effects.find(now.task(), report.effect());
    now.add(new Event.WorktreeRemoved());
    if (effect.isPresent()) {
      switch (effect.get()) {
        case Effect.CollectArtifacts(_, var step) -> Problems.lost(now, Spot.COLLECT, step);
        case Effect.VerifyItem(_, var step, _) -> Problems.lost(now, Spot.VERIFY, step);
        case Effect.CommitItem(_, var step) -> Problems.lost(now, Spot.VERIFY, step);
        case Effect.MakeWorktree _,
            Effect.RunSetup _,
            Effect.VerifyBaseline _,
            Effect.StartRun _,
            Effect.Integrate _,
            Effect.RunCheck _,
            Effect.CompareReviews _,
            Effect.WriteReview _,
            Effect.HandBack _,
            Effect.Rebase _,
            Effect.PushBranch _,
            Effect.Merge _,
            Effect.WatchRemote _,
            Effect.Undo _,
            Effect.RemoveWorktree _,
            Effect.DeleteTask _ -> {}
      }
    }
  }

  private static void raise(
      Unfolding now, Spot spot, @Nullable StepId step, Report.Troubled report) {
    Problems.raise(now, report.trouble(), spot, step, report.reason(), report.evidence());
  }

  static Finding finding(Task task, RunRecord run, Report.Found report) {
    FindingId id = new FindingId("f" + (task.board().findings().size() + 1));
    return new Finding(id, run.preset().value(), report.family(), run.pass(), report.claim());
  }
}
