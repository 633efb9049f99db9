package dev.tercet.server.workflow;

import dev.tercet.server.review.Cluster;
import dev.tercet.server.review.Finding;
import dev.tercet.server.review.Judgement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a task. The journal holds these and nothing else is the truth.
 *
 * <p>Events record outcomes, not reasons to compute them again: newer rules replay old events to
 * the same task.
 */
public sealed interface Event {

  /** About the worktree and what is in it. */
  sealed interface OfWorkspace extends Event {}

  /** About a step and its items. */
  sealed interface OfStep extends Event {}

  /** About a run. */
  sealed interface OfRun extends Event {}

  /** About an artifact and its approval. */
  sealed interface OfArtifact extends Event {}

  /** About findings. */
  sealed interface OfReview extends Event {}

  /** About the way into the target. */
  sealed interface OfLanding extends Event {}

  record TaskCreated(Charter charter) implements Event {}

  record TaskStarted() implements Event {}

  record EffectBegun(EffectId effect) implements Event {}

  record WorktreeMade(
      String path, String gitDir, String branch, int port, List<String> copied, CommitId head)
      implements OfWorkspace {}

  /** The setup command ran; null where there is none. */
  record TaskPrepared(@Nullable Verification setup) implements OfWorkspace {}

  record BaselineVerified(Verification result) implements OfWorkspace {}

  record StepSkipped(StepId step, String reason) implements OfStep {}

  record StepStarted(StepId step, List<Item> items) implements OfStep {}

  record StepMoved(StepId step, StepState state) implements OfStep {}

  record RunQueued(
      RunId run,
      StepId step,
      PresetName preset,
      Purpose purpose,
      @Nullable String note,
      @Nullable RunId resumes,
      int failures)
      implements OfRun {}

  /** The human goes on without what this preset would have said. */
  record SlotWaived(StepId step, PresetName preset, Slot slot) implements OfStep {}

  /** The run may not start yet; {@code reason} says what it waits for. */
  record RunHeldUp(RunId run, String reason) implements OfRun {}

  record RunStarted(RunId run, String agent, long pid, long startedAtMillis) implements OfRun {}

  record RunEnded(
      RunId run,
      RunOutcome outcome,
      Usage usage,
      @Nullable String session,
      @Nullable String transcript,
      Slot slot)
      implements OfRun {}

  record FindingReported(Finding finding) implements OfReview {}

  record DecisionOpened(Decision decision) implements Event {}

  /** Closed without a human's word on the matter itself, with the reason. */
  record DecisionVoided(DecisionId decision, String reason) implements Event {}

  record ArtifactRecorded(Artifact artifact) implements OfArtifact {}

  record ArtifactApproved(StepId step, Receipt receipt) implements OfArtifact {}

  record ArtifactRejected(StepId step, DecisionId decision, String correction)
      implements OfArtifact {}

  record ApprovalVoided(StepId step, String reason) implements OfArtifact {}

  record QuestionAnswered(DecisionId decision, Answered answered) implements Event {}

  /** The items of a step in progress, after its plan changed; finished ones come first. */
  record ItemsPlanned(StepId step, List<Item> items) implements OfStep {}

  record ItemVerified(StepId step, Verification result) implements OfStep {}

  record ItemFinished(StepId step, @Nullable CommitId commit) implements OfStep {}

  /** The branch has a new commit; {@code changed} counts from the base. */
  record HeadMoved(CommitId head, List<String> changed) implements OfWorkspace {}

  record ClustersFormed(StepId step, int ruleVersion, CommitId reviewed, List<Cluster> clusters)
      implements OfReview {}

  /** {@code closed} when nothing of the review is left to judge. */
  record FindingsJudged(
      DecisionId decision,
      List<Judgement> judgements,
      List<Cluster> clusters,
      List<Integer> fixes,
      boolean closed)
      implements OfReview {}

  record PassOpened(StepId step, int pass, List<Item> items, List<StepId> again)
      implements OfStep {}

  record ProblemResolved(DecisionId decision, Option option, @Nullable String line)
      implements Event {}

  record PresetChanged(StepId step, PresetName from, PresetName to) implements Event {}

  record MergeDecided(MergeReceipt receipt) implements OfLanding {}

  record Merged(CommitId onto, CommitId commit, @Nullable Verification verification)
      implements OfLanding {}

  record TrainReturned(CommitId target, boolean conflict, String evidence) implements OfLanding {}

  record MergeRefused(String reason) implements OfLanding {}

  record Published(String url) implements OfLanding {}

  /** The branch was offered to teammates after an approval; {@code problem} is why that failed. */
  record BranchPushed(DecisionId approval, CommitId head, @Nullable String problem)
      implements OfLanding {}

  record UndoBegan() implements OfLanding {}

  record MergeUndone(CommitId commit) implements OfLanding {}

  record UndoDropped() implements OfLanding {}

  record TaskPaused(String reason) implements Event {}

  record TaskResumed() implements Event {}

  record TaskTakenOver() implements Event {}

  record HandbackBegan(String message) implements Event {}

  record HandedBack(@Nullable CommitId commit) implements Event {}

  record RebaseBegan(int number, CommitId onto) implements Event {}

  record Rebased(CommitId base) implements Event {}

  record RebaseDropped(String reason) implements Event {}

  record WorktreeRemoved() implements OfWorkspace {}

  /** The branch is kept under this ref and no other. */
  record BranchTrashed(String ref) implements OfWorkspace {}

  record WorktreeKept(String reason) implements OfWorkspace {}

  record TaskAbandoned(String reason) implements Event {}

  record TaskDeleted() implements Event {}
}
