package dev.tercet.server.perform;

import dev.tercet.server.git.CommitRequest;
import dev.tercet.server.git.CommitResult;
import dev.tercet.server.git.GitException;
import dev.tercet.server.git.WorkingTree;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.StepId;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Trouble;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Commits on a task's branch, and what must not get into them. */
final class Commits {

  private static final long MOST_FILE_BYTES = 50L << 20;

  /** A commit could not be made for a reason that a person has to see. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private final Places places;
  private final Secrets secrets;

  /** The commits that this daemon made, known before the journal knows of them. */
  private final Set<CommitId> made = ConcurrentHashMap.newKeySet();

  Commits(Places places, Secrets secrets) {
    this.places = places;
    this.secrets = secrets;
  }

  /** Whether a human said to take what a step did as it is. */
  static boolean isAccepted(Task task, StepId step) {
    return task.progress(step).accepted().contains(Trouble.BOUNDARY);
  }

  /** What is kept out of what a step changed. */
  CommitRequest.Screening ofChange(Task task, StepId step) {
    return isAccepted(task, step)
        ? CommitRequest.Screening.NONE
        : new CommitRequest.Screening(secrets.values(), MOST_FILE_BYTES);
  }

  /** What is kept out of what a human changed; how large a file may be is theirs to say. */
  CommitRequest.Screening ofHuman() {
    return new CommitRequest.Screening(secrets.values(), Long.MAX_VALUE);
  }

  /** Commits the artifacts of a step, and nothing else. */
  CommitResult artifacts(Task task, EffectId effect, Step step) {
    return commit(
        places.workingTree(task),
        new CommitRequest(
            step.name() + ": " + task.charter().ticket().title(),
            List.of(BuildWork.effectTrailer(task, effect)),
            List.of(ArtifactFiles.home(task)),
            List.of(),
            isAccepted(task, step.id())
                ? CommitRequest.Screening.NONE
                : new CommitRequest.Screening(secrets.values(), ArtifactFiles.MOST_BYTES)));
  }

  /** Commits on the branch that the files are of. */
  CommitResult commit(WorkingTree files, CommitRequest request) {
    CommitResult result = files.commit(request);
    if (result instanceof CommitResult.Committed(var commit)) {
      made.add(commit);
    }
    return result;
  }

  /**
   * Makes files again of what an agent committed itself, so that it is seen, screened and committed
   * like everything else that it wrote.
   */
  void takeBack(Task task, WorkingTree files) {
    CommitId known = task.workspace().head();
    files.takeBack(known, commit -> commit.equals(known) || made.contains(commit));
  }

  /**
   * The branch's head after what was tried.
   *
   * @throws Refused where nobody is configured to commit as, or the wrong branch is checked out
   */
  CommitId head(Task task, CommitResult result) {
    return switch (result) {
      case CommitResult.Committed(var commit) -> commit;
      case CommitResult.NothingChanged(var head) -> head;
      case CommitResult.Withheld(var hits) -> throw new Refused(words(hits));
      case CommitResult.OffBranch(var found) -> throw new Refused(offBranch(task, found));
      case CommitResult.NoIdentity(var message) -> throw new Refused(message);
    };
  }

  /** The decision that is asked for where something must not be committed. */
  static Report withheld(EffectId effect, List<CommitResult.Hit> hits) {
    return new Report.Troubled(
        effect, Trouble.BOUNDARY, "this should not be committed: " + words(hits), "");
  }

  static String words(List<CommitResult.Hit> hits) {
    return hits.stream()
        .map(
            hit ->
                hit.path()
                    + switch (hit.reason()) {
                      case HOLDS_A_SECRET -> " holds a secret";
                      case TOO_LARGE -> " is too large";
                    })
        .collect(Collectors.joining(", "));
  }

  static String offBranch(Task task, String found) {
    return "%s is checked out in the worktree, not %s".formatted(found, task.charter().branch());
  }

  /** Paths that differ between the base and a commit, artifacts left out. */
  List<String> changed(Task task, CommitId head) {
    try {
      return places.repository(task).diffs().changedPaths(task.charter().base(), head).stream()
          .filter(path -> !path.startsWith(".tercet/tasks/"))
          .toList();
    } catch (GitException tooMany) {
      return task.workspace().changed();
    }
  }
}
