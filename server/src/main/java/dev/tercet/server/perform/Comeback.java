package dev.tercet.server.perform;

import dev.tercet.server.git.LoggedCommit;
import dev.tercet.server.git.MergeResult;
import dev.tercet.server.git.Merges;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.Trailer;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Task;

/**
 * Takes the revert of a task's merge back.
 *
 * <p>Git counts what was merged as merged, undone or not: without this, merging the branch again,
 * or the target into the branch, drops the code without a word.
 */
final class Comeback {

  private final Places places;

  Comeback(Places places) {
    this.places = places;
  }

  /** The commit with the code in it again; nothing where it holds no revert that is in the way. */
  MergeResult onto(Task task, CommitId onto) {
    Repository repository = places.repository(task);
    repository.remotes().complete(onto);
    CommitId reverted = task.landing().reverted();
    if (reverted == null
        || !repository.isAncestor(reverted, onto)
        || repository.isAncestor(reverted, task.workspace().head())) {
      return new MergeResult.Nothing();
    }
    LoggedCommit revert = repository.read(reverted);
    return isOurs(task, revert)
        ? repository
            .merges()
            .undo(
                new Merges.Change(revert.parents().getFirst(), reverted),
                onto,
                "Take the revert of " + task.charter().ticket().title() + " back")
        : new MergeResult.Nothing();
  }

  /** Whether undoing made it; where somebody else had been first, it made no commit. */
  private static boolean isOurs(Task task, LoggedCommit revert) {
    return revert.trailers().stream()
        .filter(trailer -> trailer.name().equals(Trailer.EFFECT))
        .anyMatch(trailer -> trailer.value().startsWith(task.id() + "/undo."));
  }
}
