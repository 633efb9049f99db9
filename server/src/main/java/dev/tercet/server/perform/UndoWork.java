package dev.tercet.server.perform;

import dev.tercet.server.git.LoggedCommit;
import dev.tercet.server.git.MergeResult;
import dev.tercet.server.git.Merges;
import dev.tercet.server.git.Repository;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Delivery;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.Phase;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Trouble;
import dev.tercet.server.workflow.Verification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a merge back: everything that came into the target by it, in one commit, verified before
 * the target moves, by this task's command and by those of the tasks that were merged later.
 */
final class UndoWork {

  private final Places places;
  private final Trains trains;
  private final TrainCheckout checkout;
  private final MergeTrailers trailers;
  private final TargetMove targets;
  private final RemoteWork remotes;
  private final Neighbours neighbours;

  UndoWork(
      Places places,
      Trains trains,
      TrainCheckout checkout,
      MergeTrailers trailers,
      TargetMove targets,
      RemoteWork remotes,
      Neighbours neighbours) {
    this.places = places;
    this.trains = trains;
    this.checkout = checkout;
    this.trailers = trailers;
    this.targets = targets;
    this.remotes = remotes;
    this.neighbours = neighbours;
  }

  void undo(Effect.Undo effect, boolean before, Reporter reporter) throws InterruptedException {
    trains.ride(reporter.task(), () -> revert(effect, before, reporter));
  }

  private void revert(Effect.Undo effect, boolean before, Reporter reporter) {
    Task task = reporter.task();
    for (int tried = 0; tried < TrainWork.MOST_TRIES; tried++) {
      Optional<LoggedCommit> done =
          before || tried > 0 ? targets.landed(task, effect.id()) : Optional.empty();
      if (done.isPresent()) {
        reporter.report(new Report.Undone(effect.id(), done.get().id()));
        return;
      }
      CommitId onto =
          targets
              .target(task)
              .orElseThrow(
                  () -> new Commits.Refused("the branch " + task.charter().target() + " is gone"));
      Optional<Report> over =
          isMissing(task, effect.merge(), onto)
              ? caughtUp(task, effect)
              : reverted(task, effect, onto);
      if (over.isPresent()) {
        reporter.report(over.get());
        return;
      }
    }
    throw new Commits.Refused(task.charter().target() + " kept moving while the merge was undone");
  }

  /** Whether the merge happened on the remote and the target here has not followed yet. */
  private boolean isMissing(Task task, CommitId merge, CommitId onto) {
    return task.charter().delivery() != Delivery.LOCAL
        && !places.repository(task).isAncestor(merge, onto);
  }

  private Optional<Report> caughtUp(Task task, Effect.Undo effect) {
    return switch (remotes.catchUp(task)) {
      case Arrival.There _, Arrival.Behind _ -> Optional.empty();
      case Arrival.Refused(var reason) -> Optional.of(failure(effect, reason));
    };
  }

  /** What came of one try; empty when the target has moved meanwhile. */
  private Optional<Report> reverted(Task task, Effect.Undo effect, CommitId onto) {
    CommitId from = task.landing().onto();
    if (from == null) {
      throw new Commits.Refused("it is not known what the target was before the merge");
    }
    Repository repository = places.repository(task);
    return switch (repository
        .merges()
        .undo(
            new Merges.Change(from, effect.merge()),
            onto,
            "Undo: " + task.charter().ticket().title())) {
      case MergeResult.Conflict(var paths, var evidence) ->
          Optional.of(
              new Report.Troubled(
                  effect.id(),
                  Trouble.CONFLICT,
                  "later changes touch the same lines in " + String.join(", ", paths),
                  evidence));
      case MergeResult.Nothing _ -> Optional.of(new Report.Undone(effect.id(), onto));
      case MergeResult.Clean(var commit, _) -> delivered(task, effect, onto, commit);
    };
  }

  private Optional<Report> delivered(
      Task task, Effect.Undo effect, CommitId onto, CommitId commit) {
    Map<String, Task> concerned = concerned(task, effect.merge());
    List<Verification> results =
        task.landing().redAllowed()
            ? List.of()
            : checkout.run(task, effect.id(), commit, List.copyOf(concerned.keySet()));
    Optional<Report> red = red(task, effect, concerned, results);
    if (red.isPresent()) {
      return red;
    }
    @Nullable Verification own =
        results.stream()
            .filter(result -> task.equals(concerned.get(result.command())))
            .findFirst()
            .orElse(null);
    CommitId sealed =
        places
            .repository(task)
            .merges()
            .sealed(commit, trailers.undo(task, effect.id(), onto, own));
    return switch (targets.move(task, onto, sealed)) {
      case Arrival.There _ -> Optional.of(new Report.Undone(effect.id(), sealed));
      case Arrival.Behind _ -> Optional.empty();
      case Arrival.Refused(var reason) -> Optional.of(failure(effect, reason));
    };
  }

  /** The commands that have to be green, and for whom: this task's, then of those merged later. */
  private Map<String, Task> concerned(Task task, CommitId merge) {
    Map<String, Task> concerned = new LinkedHashMap<>();
    task.verifyCommand(null).ifPresent(command -> concerned.put(command, task));
    for (Task other : neighbours.all()) {
      CommitId theirs = other.landing().commit();
      if (other.phase() == Phase.MERGED
          && theirs != null
          && Trains.isShared(task, other)
          && !other.id().equals(task.id())
          && places.repository(task).isAncestor(merge, theirs)) {
        other.verifyCommand(null).ifPresent(command -> concerned.putIfAbsent(command, other));
      }
    }
    return concerned;
  }

  private static Optional<Report> red(
      Task task, Effect.Undo effect, Map<String, Task> concerned, List<Verification> results) {
    return results.stream()
        .filter(result -> !result.green())
        .filter(
            result ->
                !TrainCheckout.wasRedBefore(concerned.getOrDefault(result.command(), task), result))
        .findFirst()
        .map(
            result ->
                new Report.UndoRed(
                    effect.id(),
                    reason(task, concerned.getOrDefault(result.command(), task), result),
                    result.output()));
  }

  private static String reason(Task task, Task whose, Verification red) {
    String what =
        "without this change `%s` is red on %s (exit %d)"
            .formatted(red.command(), task.charter().target(), red.exitCode());
    return whose.equals(task) ? what : what + "; %s, merged later, needs it".formatted(whose.id());
  }

  private static Report failure(Effect.Undo effect, String reason) {
    return new Report.Troubled(effect.id(), Trouble.FAILURE, reason, "");
  }
}
