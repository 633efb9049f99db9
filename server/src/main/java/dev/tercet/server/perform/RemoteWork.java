package dev.tercet.server.perform;

import dev.tercet.server.git.BranchName;
import dev.tercet.server.git.GitException;
import dev.tercet.server.git.PushResult;
import dev.tercet.server.git.Repository;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Task;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task's target and branch on the remote. What the network does becomes a value, never a throw.
 */
final class RemoteWork {

  private final Places places;

  RemoteWork(Places places) {
    this.places = places;
  }

  /** Pushes a result to the target on the remote; behind, once the target here has caught up. */
  Arrival push(Task task, CommitId commit) {
    Repository repository = places.repository(task);
    Optional<String> remote = repository.remotes().defaultRemote();
    BranchName target = new BranchName(task.charter().target());
    if (remote.isEmpty()) {
      return noRemote(target);
    }
    try {
      return switch (repository.remotes().push(remote.get(), commit, target)) {
        case PushResult.Pushed _ -> new Arrival.There();
        case PushResult.NonFastForward _ -> catchUp(task);
        case PushResult.Rejected(var text) -> rejected(remote.get(), text);
      };
    } catch (GitException unreachable) {
      return new Arrival.Refused(String.valueOf(unreachable.getMessage()));
    }
  }

  /** Fetches, and moves the target here to where it is there: behind, when it did move. */
  Arrival catchUp(Task task) {
    Repository repository = places.repository(task);
    BranchName target = new BranchName(task.charter().target());
    Optional<String> remote = repository.remotes().defaultRemote();
    if (remote.isEmpty()) {
      return noRemote(target);
    }
    try {
      repository.remotes().fetch(remote.get());
    } catch (GitException unreachable) {
      return new Arrival.Refused(String.valueOf(unreachable.getMessage()));
    }
    Optional<CommitId> theirs = repository.ref(tracking(remote.get(), target));
    Optional<CommitId> ours = repository.head(target);
    if (theirs.isEmpty()
        || ours.isEmpty()
        || theirs.equals(ours)
        || !repository.isAncestor(ours.get(), theirs.get())) {
      return new Arrival.Refused(
          "%s and %s/%s have gone different ways: bring them together, then try again"
              .formatted(target, remote.get(), target));
    }
    repository.targets().move(target, ours.get(), theirs.get());
    return repository.head(target).equals(theirs)
        ? new Arrival.Behind()
        : new Arrival.Refused(
            "%s is behind %s and checked out with changes: pull there, then try again"
                .formatted(target, remote.get()));
  }

  /** Where the target is on the remote, fetched if that can be reached; empty without a remote. */
  Optional<CommitId> theirTarget(Task task) {
    Repository repository = places.repository(task);
    Optional<String> remote = repository.remotes().defaultRemote();
    remote.ifPresent(
        name -> {
          try {
            repository.remotes().fetch(name);
          } catch (GitException unreachable) {
            // The remote may be back the next time; what was fetched before still counts.
          }
        });
    return remote.flatMap(
        name -> repository.ref(tracking(name, new BranchName(task.charter().target()))));
  }

  /** Pushes the task's branch as it is, over what was pushed of it before. */
  Arrival pushBranch(Task task, CommitId head) {
    Repository repository = places.repository(task);
    Optional<String> remote = repository.remotes().defaultRemote();
    BranchName branch = new BranchName(task.charter().branch());
    if (remote.isEmpty()) {
      return noRemote(branch);
    }
    try {
      Optional<CommitId> seen = repository.ref(tracking(remote.get(), branch));
      return switch (repository.remotes().pushReplacing(remote.get(), head, branch, seen)) {
        case PushResult.Pushed _ -> new Arrival.There();
        case PushResult.NonFastForward _ ->
            new Arrival.Refused(branch + " has commits of others on " + remote.get());
        case PushResult.Rejected(var text) -> rejected(remote.get(), text);
      };
    } catch (GitException unreachable) {
      return new Arrival.Refused(String.valueOf(unreachable.getMessage()));
    }
  }

  /** Gives teammates the branch to read. What fails is told and keeps nothing from going on. */
  void share(Effect.PushBranch effect, Reporter reporter) {
    Task task = reporter.task();
    CommitId head = task.workspace().head();
    @Nullable String problem =
        switch (pushBranch(task, head)) {
          case Arrival.There _ -> null;
          case Arrival.Behind _ -> task.charter().branch() + " moved on the remote meanwhile";
          case Arrival.Refused(var reason) -> reason;
        };
    reporter.report(new Report.BranchPushed(effect.id(), head, problem));
  }

  private static String tracking(String remote, BranchName branch) {
    return "refs/remotes/" + remote + "/" + branch;
  }

  private static Arrival noRemote(BranchName branch) {
    return new Arrival.Refused("there is no remote to push " + branch + " to");
  }

  private static Arrival rejected(String remote, String text) {
    return new Arrival.Refused(remote + " rejected the push: " + text);
  }
}
