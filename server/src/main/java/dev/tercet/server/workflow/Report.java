package dev.tercet.server.workflow;

import dev.tercet.server.review.Claim;
import dev.tercet.server.review.LineRange;
import dev.tercet.server.review.Moved;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in the world, told by whoever performs an effect. */
public sealed interface Report extends Command {

  /** The effect it belongs to; a report of an effect that nobody waits for any more is refused. */
  EffectId effect();

  /** About one run. */
  sealed interface OfRun extends Report {

    RunId run();
  }

  /** The effect is about to be performed. */
  record Begun(EffectId effect) implements Report {}

  record WorktreeMade(
      EffectId effect,
      String path,
      String gitDir,
      String branch,
      int port,
      List<String> copied,
      CommitId head)
      implements Report {
    public WorktreeMade {
      copied = List.copyOf(copied);
    }
  }

  record SetupRan(EffectId effect, Verification result) implements Report {}

  record BaselineRan(EffectId effect, Verification result) implements Report {}

  /** The run may not start yet: no place is free, or its account is held back. */
  record RunHeldUp(EffectId effect, RunId run, String reason) implements OfRun {}

  /** {@code agent} in words; {@code pid} 0 when it is no process of its own. */
  record RunBegan(EffectId effect, RunId run, String agent, long pid, long startedAtMillis)
      implements OfRun {}

  record Asked(EffectId effect, RunId run, String text, List<String> options) implements OfRun {
    public Asked {
      options = List.copyOf(options);
    }
  }

  record Found(EffectId effect, RunId run, String family, Claim claim) implements OfRun {}

  /**
   * {@code session} is what the agent needs to continue; {@code transcript} the hash of the file.
   */
  record RunFinished(
      EffectId effect,
      RunId run,
      RunOutcome outcome,
      Usage usage,
      @Nullable String session,
      @Nullable String transcript)
      implements OfRun {}

  /**
   * A planner's artifacts were read and committed.
   *
   * @param artifacts with revision 0: the rules count
   * @param missing declared, and not there or empty
   */
  record Collected(
      EffectId effect, List<Artifact> artifacts, List<ArtifactName> missing, CommitId head)
      implements Report {
    public Collected {
      artifacts = List.copyOf(artifacts);
      missing = List.copyOf(missing);
    }
  }

  /** An artifact is not what it was when it was recorded: somebody edited it. */
  record ArtifactEdited(EffectId effect, Artifact artifact) implements Report {}

  /** The target was merged into the branch; with conflicts the files hold their marks. */
  record Integrated(EffectId effect, CommitId head, List<String> conflicts) implements Report {
    public Integrated {
      conflicts = List.copyOf(conflicts);
    }
  }

  record Verified(EffectId effect, Verification result) implements Report {}

  /** {@code commit} is null when nothing had changed; {@code changed} counts from the base. */
  record Committed(EffectId effect, @Nullable CommitId commit, CommitId head, List<String> changed)
      implements Report {
    public Committed {
      changed = List.copyOf(changed);
    }
  }

  /** The output is kept in the artifact that the step declares, if it declares one. */
  record CheckRan(EffectId effect, Verification result, List<Artifact> artifacts, CommitId head)
      implements Report {
    public CheckRan {
      artifacts = List.copyOf(artifacts);
    }
  }

  /**
   * The lines that changed since the review before, for the clusters of this one.
   *
   * @param reviewed the commit that the reviewers saw
   * @param moved where in it the lines are that earlier findings are about
   */
  record Compared(EffectId effect, CommitId reviewed, List<LineRange> changed, List<Moved> moved)
      implements Report {
    public Compared {
      changed = List.copyOf(changed);
      moved = List.copyOf(moved);
    }
  }

  record ReviewWritten(EffectId effect, List<Artifact> artifacts, CommitId head) implements Report {
    public ReviewWritten {
      artifacts = List.copyOf(artifacts);
    }
  }

  record HandedBack(EffectId effect, @Nullable CommitId commit, CommitId head, List<String> changed)
      implements Report {
    public HandedBack {
      changed = List.copyOf(changed);
    }
  }

  record Rebased(EffectId effect, CommitId base, CommitId head, List<String> changed)
      implements Report {
    public Rebased {
      changed = List.copyOf(changed);
    }
  }

  /** The target, which was at {@code onto}, now holds the change. */
  record Merged(
      EffectId effect, CommitId onto, CommitId commit, @Nullable Verification verification)
      implements Report {}

  /** The train could not take it: {@code target} is the commit it was tried on. */
  record TrainReturned(EffectId effect, CommitId target, boolean conflict, String evidence)
      implements Report {}

  /** Nothing was wrong with the change, but the target could not be moved. */
  record MergeRefused(EffectId effect, String reason) implements Report {}

  record Published(EffectId effect, String url) implements Report {}

  /** {@code problem} is why the branch could not be pushed; null when it was. */
  record BranchPushed(EffectId effect, CommitId head, @Nullable String problem) implements Report {}

  record Undone(EffectId effect, CommitId commit) implements Report {}

  /** Without the change the target is red, so it was not moved. */
  record UndoRed(EffectId effect, String reason, String evidence) implements Report {}

  /** The worktree is not there: it was removed, or whoever needs it found it gone. */
  record WorktreeRemoved(EffectId effect) implements Report {}

  /** The branch is kept under {@code ref}; the worktree is gone. */
  record Deleted(EffectId effect, String ref) implements Report {}

  record WorktreeKept(EffectId effect, String reason) implements Report {}

  /** The effect could not be performed, or met what a human has to see. */
  record Troubled(EffectId effect, Trouble trouble, String reason, String evidence)
      implements Report {}
}
