package dev.tercet.server.workflow;

import org.jspecify.annotations.Nullable;

/**
 * One thing that should be under way in the world, described by data.
 *
 * <p>It follows from the task alone. Whoever performs it finds the rest in the task, looks first
 * whether the world already holds its result, and answers with a {@link Report}.
 */
public sealed interface Effect {

  EffectId id();

  record MakeWorktree(EffectId id) implements Effect {}

  record RunSetup(EffectId id, String command) implements Effect {}

  record VerifyBaseline(EffectId id, String command) implements Effect {}

  record StartRun(EffectId id, RunId run) implements Effect {}

  record CollectArtifacts(EffectId id, StepId step) implements Effect {}

  /** Merges the target, as it is by then, into the branch. */
  record Integrate(EffectId id, StepId step) implements Effect {}

  record VerifyItem(EffectId id, StepId step, String command) implements Effect {}

  record CommitItem(EffectId id, StepId step) implements Effect {}

  /** Gives teammates the branch to read, once what it holds was approved. */
  record PushBranch(EffectId id, DecisionId approval) implements Effect {}

  record RunCheck(EffectId id, StepId step, String command) implements Effect {}

  /** Finds the lines that changed since {@code since}; null: everything is new. */
  record CompareReviews(EffectId id, StepId step, @Nullable CommitId since) implements Effect {}

  record WriteReview(EffectId id, StepId step) implements Effect {}

  record HandBack(EffectId id, String message) implements Effect {}

  record Rebase(EffectId id, CommitId onto) implements Effect {}

  record Merge(EffectId id) implements Effect {}

  /** Notices the merge of a pull request. */
  record WatchRemote(EffectId id, String url) implements Effect {}

  record Undo(EffectId id, CommitId merge) implements Effect {}

  /** The worktree goes, by policy, if nothing is lost by it. */
  record RemoveWorktree(EffectId id) implements Effect {}

  /** The worktree goes, and the branch to the trash. */
  record DeleteTask(EffectId id) implements Effect {}

  /** Whether it is stopped as soon as it is not wanted; the others run to their short end. */
  default boolean stopsWhenUnwanted() {
    return switch (this) {
      case StartRun _, VerifyItem _, VerifyBaseline _, RunCheck _, RunSetup _, WatchRemote _ ->
          true;
      case MakeWorktree _,
          CollectArtifacts _,
          Integrate _,
          CommitItem _,
          PushBranch _,
          CompareReviews _,
          WriteReview _,
          HandBack _,
          Rebase _,
          Merge _,
          Undo _,
          RemoveWorktree _,
          DeleteTask _ ->
          false;
    };
  }
}
