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

  record TaskCreated(Charter charter) implements Event {}

  record TaskStarted() implements Event {}

  record EffectBegun(EffectId effect) implements Event {}

  record WorktreeMade(String path, String branch, int port, List<String> copied, CommitId head)
      implements Event {}

  /** The setup command ran; null where there is none. */
  record TaskPrepared(@Nullable Verification setup) implements Event {}

  record BaselineVerified(Verification result) implements Event {}

  record StepSkipped(StepId step, String reason) implements Event {}

  record StepStarted(StepId step, List<Item> items) implements Event {}

  record StepMoved(StepId step, StepState state) implements Event {}

  record RunQueued(
      RunId run,
      StepId step,
      PresetName preset,
      Purpose purpose,
      @Nullable String note,
      @Nullable RunId resumes,
      int failures)
      implements Event {}

  record RunStarted(RunId run, String agent, long pid, long startedAtMillis) implements Event {}

  record RunEnded(
      RunId run,
      RunOutcome outcome,
      Usage usage,
      @Nullable String session,
      @Nullable String transcript,
      Slot slot)
      implements Event {}

  record FindingReported(Finding finding) implements Event {}

  record DecisionOpened(Decision decision) implements Event {}

  /** Closed without a human's word on the matter itself, with the reason. */
  record DecisionVoided(DecisionId decision, String reason) implements Event {}

  record ArtifactRecorded(Artifact artifact) implements Event {}

  record ArtifactApproved(StepId step, Receipt receipt) implements Event {}

  record ArtifactRejected(StepId step, DecisionId decision, String correction) implements Event {}

  record ApprovalVoided(StepId step, String reason) implements Event {}

  record QuestionAnswered(DecisionId decision, Answered answered) implements Event {}

  record ItemVerified(StepId step, Verification result) implements Event {}

  record ItemFinished(StepId step, @Nullable CommitId commit) implements Event {}

  /** The branch has a new commit; {@code changed} counts from the base. */
  record HeadMoved(CommitId head, List<String> changed) implements Event {}

  record ClustersFormed(StepId step, int ruleVersion, CommitId reviewed, List<Cluster> clusters)
      implements Event {}

  /** {@code closed} when nothing of the review is left to judge. */
  record FindingsJudged(
      DecisionId decision,
      List<Judgement> judgements,
      List<Cluster> clusters,
      List<Integer> fixes,
      boolean closed)
      implements Event {}

  record PassOpened(StepId step, int pass, List<Item> items, List<StepId> again) implements Event {}

  record ProblemResolved(DecisionId decision, Option option, @Nullable String line)
      implements Event {}

  record PresetChanged(StepId step, PresetName from, PresetName to) implements Event {}

  record MergeDecided(MergeReceipt receipt) implements Event {}

  record Merged(CommitId commit, @Nullable Verification verification) implements Event {}

  record TrainReturned(CommitId target, boolean conflict, String evidence) implements Event {}

  record MergeRefused(String reason) implements Event {}

  record Published(String url) implements Event {}

  record UndoBegan() implements Event {}

  record MergeUndone(CommitId commit) implements Event {}

  record UndoDropped() implements Event {}

  record TaskPaused(String reason) implements Event {}

  record TaskResumed() implements Event {}

  record TaskTakenOver() implements Event {}

  record HandbackBegan(String message) implements Event {}

  record HandedBack(@Nullable CommitId commit) implements Event {}

  record RebaseBegan(int number, CommitId onto) implements Event {}

  record Rebased(CommitId base) implements Event {}

  record RebaseDropped(String reason) implements Event {}

  record WorktreeRemoved() implements Event {}

  record WorktreeKept(String reason) implements Event {}

  record TaskAbandoned(String reason) implements Event {}

  record TaskDeleted() implements Event {}
}
