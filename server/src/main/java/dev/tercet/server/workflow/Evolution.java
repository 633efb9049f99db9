package dev.tercet.server.workflow;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a task follows from its events.
 *
 * <p>Total, and without rules of its own: what an event means was decided when it was written, so
 * that an old journal gives the same task under newer rules.
 */
public final class Evolution {

  private Evolution() {}

  /** The task that begins with this event. */
  public static Task begin(Event.TaskCreated created, Instant at) {
    return new TaskDraft(created.charter(), at).freeze(1, at);
  }

  /** The task after one more event. For many events at once there is {@link Folding}. */
  public static Task evolve(Task task, Event event, Instant at) {
    TaskDraft draft = new TaskDraft(task);
    apply(draft, event, at);
    return draft.freeze(task.seq() + 1, at);
  }

  static void apply(TaskDraft draft, Event event, Instant at) {
    switch (event) {
      case Event.TaskCreated(var charter) -> draft.charter = charter;
      case Event.TaskStarted _ -> draft.phase = Phase.PREPARING;
      case Event.EffectBegun(var effect) -> draft.begun.add(effect);
      case Event.TaskPaused(var reason) -> draft.hold = new Hold.Paused(reason);
      case Event.TaskResumed _ -> draft.hold = new Hold.Free();
      case Event.TaskTakenOver _ -> {
        draft.hold = new Hold.TakenOver();
        draft.takeovers++;
      }
      case Event.HandbackBegan(var message) -> draft.hold = new Hold.HandingBack(message);
      case Event.HandedBack _ -> draft.hold = new Hold.Free();
      case Event.RebaseBegan(var number, var onto) -> draft.hold = new Hold.Rebasing(number, onto);
      case Event.RebaseDropped _ -> draft.hold = new Hold.Free();
      case Event.Rebased(var base) -> {
        draft.charter = draft.charter.onto(base);
        draft.workspace = draft.workspace.compared(null);
        draft.hold = new Hold.Free();
      }
      case Event.TaskAbandoned _ -> end(draft, Phase.ABANDONED);
      case Event.TaskDeleted _ -> {
        end(draft, Phase.DELETED);
        draft.workspace = draft.workspace.keptBecause(null);
      }
      case Event.DecisionOpened(var decision) -> draft.open(decision);
      case Event.DecisionVoided(var decision, _) -> draft.decisions.remove(decision);
      case Event.PresetChanged changed -> bind(draft, changed);
      case Event.OfWorkspace change -> workspace(draft, change);
      case Event.OfStep change -> step(draft, change);
      case Event.OfRun change -> run(draft, change, at);
      case Event.OfArtifact change -> artifact(draft, change);
      case Event.QuestionAnswered(var decision, var answered) -> {
        draft.decisions.remove(decision);
        draft.answers.add(answered);
      }
      case Event.ProblemResolved resolved -> resolve(draft, resolved, at);
      case Event.OfReview change -> review(draft, change);
      case Event.OfLanding change -> landing(draft, change);
    }
  }

  private static void end(TaskDraft draft, Phase phase) {
    draft.phase = phase;
    draft.hold = new Hold.Free();
    draft.decisions.clear();
  }

  private static void resolve(TaskDraft draft, Event.ProblemResolved resolved, Instant at) {
    Decision closed = draft.decisions.remove(resolved.decision());
    if (!(closed instanceof Decision.Problem problem) || resolved.option() != Option.CONTINUE) {
      return;
    }
    if (problem.spot() == Spot.BUDGET) {
      draft.raises.add(at);
      return;
    }
    if (problem.spot() == Spot.UNDO_RED) {
      draft.landing = draft.landing.allowingRed(true);
    }
    if (problem.step() != null) {
      draft.step(problem.step(), progress -> progress.accepting(problem.trouble()));
    }
  }

  private static void bind(TaskDraft draft, Event.PresetChanged changed) {
    Map<PresetName, PresetName> bound =
        new LinkedHashMap<>(draft.bindings.getOrDefault(changed.step(), Map.of()));
    bound.replaceAll((_, current) -> current.equals(changed.from()) ? changed.to() : current);
    if (!bound.containsValue(changed.to())) {
      bound.put(changed.from(), changed.to());
    }
    draft.bindings.put(changed.step(), Map.copyOf(bound));
    draft.step(changed.step(), progress -> progress.without(changed.from()));
  }

  private static void workspace(TaskDraft draft, Event.OfWorkspace event) {
    switch (event) {
      case Event.WorktreeMade(var path, var gitDir, var branch, var port, var copied, var head) -> {
        draft.workspace = draft.workspace.made(path, gitDir, port, copied, head);
        draft.charter = draft.charter.on(branch);
      }
      case Event.TaskPrepared _ -> {
        draft.workspace = draft.workspace.prepared();
        draft.phase = draft.phase == Phase.PREPARING ? Phase.ACTIVE : draft.phase;
      }
      case Event.BaselineVerified(var result) -> draft.workspace = draft.workspace.compared(result);
      case Event.HeadMoved(var head, var changed) ->
          draft.workspace = draft.workspace.at(head, changed);
      case Event.BranchTrashed(var ref) -> draft.workspace = draft.workspace.trashed(ref);
      case Event.WorktreeRemoved _ -> draft.workspace = draft.workspace.removed();
      case Event.WorktreeKept(var reason) -> draft.workspace = draft.workspace.keptBecause(reason);
    }
  }

  private static void step(TaskDraft draft, Event.OfStep event) {
    switch (event) {
      case Event.StepSkipped(var step, var reason) ->
          draft.step(step, progress -> progress.in(new StepState.Skipped(reason)));
      case Event.StepStarted(var step, var items) ->
          draft.step(step, progress -> progress.working(items).in(new StepState.Running()));
      case Event.StepMoved(var step, var state) ->
          draft.step(step, progress -> progress.in(state).triedAgain());
      case Event.SlotWaived(var step, var preset, var slot) ->
          draft.step(step, progress -> progress.with(preset, slot));
      case Event.ItemsPlanned(var step, var items) ->
          draft.step(step, progress -> progress.planned(items));
      case Event.ItemVerified(var step, var result) -> {
        draft.workspace = draft.workspace.verified(result);
        draft.step(step, progress -> result.green() ? progress : progress.red());
      }
      case Event.ItemFinished(var step, var commit) ->
          draft.step(step, progress -> progress.finished(progress.item().finished(commit)));
      case Event.PassOpened(var step, var pass, var items, var again) -> {
        again.forEach(
            later -> {
              draft.closeDecisionsOf(later);
              draft.step(later, StepProgress::again);
            });
        draft.closeDecisionsOf(step);
        draft.step(
            step, progress -> progress.reset(pass).planned(items).in(new StepState.Running()));
        draft.fixes = List.of();
      }
    }
  }

  private static void run(TaskDraft draft, Event.OfRun event, Instant at) {
    switch (event) {
      case Event.RunQueued(
              var run,
              var step,
              var preset,
              var purpose,
              var note,
              var resumes,
              var failures) -> {
        StepProgress progress = draft.steps.getOrDefault(step, StepProgress.PENDING);
        draft.runs.put(
            run,
            new RunRecord(
                run,
                step,
                preset,
                progress.pass(),
                progress.cursor(),
                purpose,
                note,
                resumes,
                null,
                null,
                null,
                null,
                null,
                Usage.UNKNOWN,
                null));
        if (purpose != Purpose.ASK) {
          draft.step(
              step,
              before ->
                  before.with(preset, new Slot.Active(run, failures)).in(new StepState.Running()));
        }
      }
      case Event.RunHeldUp(var run, var reason) -> draft.run(run, before -> before.heldUp(reason));
      case Event.RunStarted(var run, var agent, _, _) ->
          draft.run(run, before -> before.started(agent, at));
      case Event.RunEnded(var run, var outcome, var usage, var session, _, var slot) -> {
        draft.run(run, before -> before.ended(outcome, usage, session, at));
        RunRecord ended = draft.runs.get(run);
        if (ended != null && ended.purpose() != Purpose.ASK) {
          draft.step(ended.step(), progress -> progress.after(ended, slot));
        }
      }
    }
  }

  private static void artifact(TaskDraft draft, Event.OfArtifact event) {
    switch (event) {
      case Event.ArtifactRecorded(var artifact) -> draft.artifacts.put(artifact.name(), artifact);
      case Event.ArtifactApproved(var step, var receipt) -> {
        draft.decisions.remove(receipt.decision());
        draft.receipts.put(step, receipt);
      }
      case Event.ArtifactRejected(var step, var decision, _) -> {
        draft.decisions.remove(decision);
        draft.receipts.remove(step);
      }
      case Event.ApprovalVoided(var step, _) -> draft.receipts.remove(step);
    }
  }

  private static void review(TaskDraft draft, Event.OfReview event) {
    switch (event) {
      case Event.FindingReported(var finding) -> draft.board = draft.board.with(finding);
      case Event.ClustersFormed(var step, _, var reviewed, var clusters) -> {
        draft.board = draft.board.with(clusters);
        draft.landing = draft.landing.reviewed(reviewed);
        draft.reviewed.put(step, reviewed);
      }
      case Event.FindingsJudged(var decision, _, var clusters, var fixes, var closed) -> {
        draft.board = draft.board.with(clusters);
        draft.fixes = fixes;
        if (closed) {
          draft.decisions.remove(decision);
        }
      }
    }
  }

  private static void landing(TaskDraft draft, Event.OfLanding event) {
    switch (event) {
      case Event.MergeDecided(var receipt) -> {
        draft.decisions.remove(receipt.decision());
        draft.landing = draft.landing.decided(receipt);
        draft.phase = Phase.MERGING;
      }
      case Event.Merged(var onto, var commit, var verification) -> {
        MergeReceipt receipt = draft.landing.receipt();
        CommitId head = receipt == null ? draft.workspace.head() : receipt.head();
        draft.landing = draft.landing.landed(head, onto, commit);
        if (verification != null) {
          draft.workspace = draft.workspace.verified(verification);
        }
        draft.workspace = draft.workspace.keptBecause(null);
        draft.phase = Phase.MERGED;
      }
      case Event.TrainReturned _ -> {
        draft.landing = draft.landing.sentBack();
        draft.phase = Phase.ACTIVE;
      }
      case Event.MergeRefused _ -> {
        draft.landing = draft.landing.refused();
        draft.phase = Phase.ACTIVE;
      }
      case Event.Published(var url) -> {
        draft.landing = draft.landing.published(url);
        draft.phase = Phase.PUBLISHED;
      }
      case Event.UndoBegan _ -> draft.phase = Phase.UNDOING;
      case Event.MergeUndone(var commit) -> {
        draft.landing = draft.landing.undone(commit);
        draft.phase = Phase.ACTIVE;
      }
      case Event.UndoDropped _ -> {
        draft.landing = draft.landing.allowingRed(false);
        draft.phase = Phase.MERGED;
      }
      case Event.BranchPushed(var approval, _, var problem) ->
          draft.landing = draft.landing.shared(draft.landing.sharing().after(approval, problem));
    }
  }
}
