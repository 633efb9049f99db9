package dev.tercet.server.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.workflow.Event;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A kind of event as the journal knows it. The name is written down here and not taken from the
 * class, so that the class may be renamed.
 *
 * @param upcasters the first makes version 2 of version 1, and so on; the last makes what the
 *     record reads now
 */
record StoredType(
    String name, Class<? extends Event> shape, List<UnaryOperator<ObjectNode>> upcasters) {

  StoredType {
    upcasters = List.copyOf(upcasters);
  }

  /** Of a type whose form never changed. */
  StoredType(String name, Class<? extends Event> shape) {
    this(name, shape, List.of());
  }

  /** The version that is written. */
  int version() {
    return upcasters.size() + 1;
  }

  /** Every event there is. */
  static final List<StoredType> ALL =
      List.of(
          new StoredType("branchTrashed", Event.BranchTrashed.class),
          new StoredType("itemsPlanned", Event.ItemsPlanned.class),
          new StoredType("slotWaived", Event.SlotWaived.class),
          new StoredType("taskCreated", Event.TaskCreated.class),
          new StoredType("taskStarted", Event.TaskStarted.class),
          new StoredType("effectBegun", Event.EffectBegun.class),
          new StoredType("worktreeMade", Event.WorktreeMade.class),
          new StoredType("taskPrepared", Event.TaskPrepared.class),
          new StoredType("baselineVerified", Event.BaselineVerified.class),
          new StoredType("stepSkipped", Event.StepSkipped.class),
          new StoredType("stepStarted", Event.StepStarted.class),
          new StoredType("stepMoved", Event.StepMoved.class),
          new StoredType("runQueued", Event.RunQueued.class),
          new StoredType("runHeldUp", Event.RunHeldUp.class),
          new StoredType("runStarted", Event.RunStarted.class),
          new StoredType("runEnded", Event.RunEnded.class),
          new StoredType("findingReported", Event.FindingReported.class),
          new StoredType("decisionOpened", Event.DecisionOpened.class),
          new StoredType("decisionVoided", Event.DecisionVoided.class),
          new StoredType("artifactRecorded", Event.ArtifactRecorded.class),
          new StoredType("artifactApproved", Event.ArtifactApproved.class),
          new StoredType("artifactRejected", Event.ArtifactRejected.class),
          new StoredType("approvalVoided", Event.ApprovalVoided.class),
          new StoredType("questionAnswered", Event.QuestionAnswered.class),
          new StoredType("itemVerified", Event.ItemVerified.class),
          new StoredType("itemFinished", Event.ItemFinished.class),
          new StoredType("headMoved", Event.HeadMoved.class),
          new StoredType("clustersFormed", Event.ClustersFormed.class),
          new StoredType("findingsJudged", Event.FindingsJudged.class),
          new StoredType("passOpened", Event.PassOpened.class),
          new StoredType("problemResolved", Event.ProblemResolved.class),
          new StoredType("presetChanged", Event.PresetChanged.class),
          new StoredType("mergeDecided", Event.MergeDecided.class),
          new StoredType("merged", Event.Merged.class),
          new StoredType("trainReturned", Event.TrainReturned.class),
          new StoredType("mergeRefused", Event.MergeRefused.class),
          new StoredType("published", Event.Published.class),
          new StoredType("branchPushed", Event.BranchPushed.class),
          new StoredType("undoBegan", Event.UndoBegan.class),
          new StoredType("mergeUndone", Event.MergeUndone.class),
          new StoredType("undoDropped", Event.UndoDropped.class),
          new StoredType("taskPaused", Event.TaskPaused.class),
          new StoredType("taskResumed", Event.TaskResumed.class),
          new StoredType("taskTakenOver", Event.TaskTakenOver.class),
          new StoredType("handbackBegan", Event.HandbackBegan.class),
          new StoredType("handedBack", Event.HandedBack.class),
          new StoredType("rebaseBegan", Event.RebaseBegan.class),
          new StoredType("rebased", Event.Rebased.class),
          new StoredType("rebaseDropped", Event.RebaseDropped.class),
          new StoredType("worktreeRemoved", Event.WorktreeRemoved.class),
          new StoredType("worktreeKept", Event.WorktreeKept.class),
          new StoredType("taskAbandoned", Event.TaskAbandoned.class),
          new StoredType("taskDeleted", Event.TaskDeleted.class));
}
