package dev.tercet.server.perform;

import dev.tercet.server.git.BranchName;
import dev.tercet.server.git.LoggedCommit;
import dev.tercet.server.git.MoveResult;
import dev.tercet.server.git.Repository;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Delivery;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Task;
import java.util.Optional;

/** Moves a task's target, here and where it is pushed to, and finds what moved it before. */
final class TargetMove {

  private final Places places;
  private final RemoteWork remotes;

  TargetMove(Places places, RemoteWork remotes) {
    this.places = places;
    this.remotes = remotes;
  }

  /** Where the target is now. */
  Optional<CommitId> target(Task task) {
    return places.repository(task).head(new BranchName(task.charter().target()));
  }

  /**
   * What an effect has already brought into the target. For what is pushed, the remote has it
   * first: a daemon may have died between the two.
   */
  Optional<LoggedCommit> landed(Task task, EffectId effect) {
    Repository repository = places.repository(task);
    EffectId sought = Places.trailer(task, effect);
    CommitId since = task.charter().base();
    Optional<LoggedCommit> here =
        repository.findByEffect(new BranchName(task.charter().target()), sought, since);
    if (here.isPresent() || task.charter().delivery() != Delivery.PUSH) {
      return here;
    }
    Optional<LoggedCommit> there =
        remotes.theirTarget(task).flatMap(theirs -> repository.findByEffect(theirs, sought, since));
    there.ifPresent(_ -> remotes.catchUp(task));
    return there;
  }

  /** Moves the target from one commit to the other. */
  Arrival move(Task task, CommitId onto, CommitId commit) {
    boolean pushes = task.charter().delivery() == Delivery.PUSH;
    if (pushes) {
      Arrival pushed = remotes.push(task, commit);
      if (!(pushed instanceof Arrival.There)) {
        return pushed;
      }
    }
    MoveResult moved =
        places
            .repository(task)
            .targets()
            .move(new BranchName(task.charter().target()), onto, commit);
    // What was pushed is there; a checkout in the way keeps only the local branch behind.
    return pushes ? new Arrival.There() : arrival(task, moved);
  }

  private static Arrival arrival(Task task, MoveResult moved) {
    String target = task.charter().target();
    return switch (moved) {
      case MoveResult.Moved _ -> new Arrival.There();
      case MoveResult.Stale _ -> new Arrival.Behind();
      case MoveResult.Dirty(var paths) ->
          new Arrival.Refused(
              "%s is checked out with changes in %s: commit or stash them, then try again"
                  .formatted(target, String.join(", ", paths)));
      case MoveResult.UntrackedInTheWay(var paths) ->
          new Arrival.Refused(
              "%s is checked out and %s would be overwritten, in no commit: move it away, then try again"
                  .formatted(target, String.join(", ", paths)));
      case MoveResult.Filtered(var paths) ->
          new Arrival.Refused(
              "%s is checked out and %s goes through a filter that is not run here: merge %s by hand"
                  .formatted(target, String.join(", ", paths), task.charter().branch()));
      case MoveResult.Locked(var lock) ->
          new Arrival.Refused(
              "another git is at work: %s is %d s old; end it, or delete the file if none runs, then try again"
                  .formatted(lock.file(), lock.age().toSeconds()));
    };
  }
}
