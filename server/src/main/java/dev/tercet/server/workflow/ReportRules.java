package dev.tercet.server.workflow;

import dev.tercet.server.review.Finding;
import dev.tercet.server.review.FindingId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a report from the world does to a task. */
final class ReportRules {

  private ReportRules() {}

  static Optional<Refusal> apply(Unfolding now, Report report) {
    return switch (report) {
      case Report.OfRun aboutRun -> RunRules.apply(now, aboutRun);
      case Report.ArtifactEdited(_, var artifact) -> {
        StepReports.edited(now, artifact);
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
      case Report.Collected collected -> StepReports.collected(now, collected);
      case Report.Integrated integrated -> StepReports.integrated(now, integrated);
      case Report.Verified verified -> StepReports.verified(now, verified);
      case Report.Committed committed -> StepReports.committed(now, committed);
      case Report.CheckRan checked -> StepReports.checked(now, checked);
      case Report.Compared compared -> StepReports.compared(now, compared);
      case Report.ReviewWritten written -> StepReports.reviewWritten(now, written);
      case Report.HandedBack handedBack -> BranchReports.handedBack(now, handedBack);
      case Report.Rebased rebased -> BranchReports.rebased(now, rebased);
      case Report.Merged(_, var onto, var commit, var verification) ->
          now.add(new Event.Merged(onto, commit, verification));
      case Report.TrainReturned returned -> BranchReports.returned(now, returned);
      case Report.MergeRefused(_, var reason) -> BranchReports.refused(now, reason);
      case Report.Published(_, var url) -> now.add(new Event.Published(url));
      case Report.BranchPushed(var effect, var head, var problem) ->
          BranchReports.pushed(now, effect, head, problem);
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
          BranchReports.pushed(now, id, now.task().workspace().head(), report.reason());
      case Effect.HandBack _ -> raise(now, Spot.HANDBACK, null, report);
      case Effect.Rebase _ -> raise(now, Spot.REBASE, null, report);
      case Effect.Merge _ -> BranchReports.refused(now, report.reason());
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
