package dev.tercet.server.perform;

import dev.tercet.server.git.LoggedCommit;
import dev.tercet.server.git.MergeResult;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Verification;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The merge train: takes one task after the other onto the current target, verifies there, and only
 * then moves the target.
 */
final class TrainWork {

  /** Times that a target may move under a train before a person is asked to wait. */
  static final int MOST_TRIES = 10;

  private final Places places;
  private final Trains trains;
  private final TrainLoad load;
  private final TrainCheckout checkout;
  private final MergeTrailers trailers;
  private final TargetMove targets;

  TrainWork(
      Places places,
      Trains trains,
      TrainLoad load,
      TrainCheckout checkout,
      MergeTrailers trailers,
      TargetMove targets) {
    this.places = places;
    this.trains = trains;
    this.load = load;
    this.checkout = checkout;
    this.trailers = trailers;
    this.targets = targets;
  }

  void merge(Effect.Merge effect, boolean before, Reporter reporter) throws InterruptedException {
    trains.ride(reporter.task(), () -> board(effect.id(), before, reporter));
  }

  private void board(EffectId effect, boolean before, Reporter reporter) {
    Task task = reporter.task();
    for (int tried = 0; tried < MOST_TRIES; tried++) {
      Optional<LoggedCommit> landed =
          before || tried > 0 ? targets.landed(task, effect) : Optional.empty();
      if (landed.isPresent()) {
        merged(reporter, effect, MergeTrailers.onto(landed.get()), landed.get().id(), null);
        return;
      }
      Optional<CommitId> onto = targets.target(task);
      if (onto.isEmpty()) {
        refuse(reporter, effect, "the branch " + task.charter().target() + " is gone");
        return;
      }
      if (isOver(effect, reporter, onto.get())) {
        return;
      }
    }
    refuse(
        reporter,
        effect,
        "%s moved %d times while this was merged; try again when it is quiet"
            .formatted(task.charter().target(), MOST_TRIES));
  }

  /** One try; false when the target has moved meanwhile and everything has to be tried again. */
  private boolean isOver(EffectId effect, Reporter reporter, CommitId onto) {
    Task task = reporter.task();
    switch (load.onto(task, onto)) {
      case MergeResult.Conflict(var paths, var evidence) ->
          reporter.report(
              new Report.TrainReturned(
                  effect,
                  onto,
                  true,
                  "conflicts in " + String.join(", ", paths) + "\n" + evidence));
      case MergeResult.Nothing _ when task.landing().reverted() != null ->
          refuse(
              reporter,
              effect,
              "%s has its commits, and somebody has taken what they did out again: revert that, then merge again"
                  .formatted(task.charter().target()));
      case MergeResult.Nothing _ -> merged(reporter, effect, onto, onto, null);
      case MergeResult.Clean(var commit, _) -> {
        return isDelivered(effect, reporter, onto, commit);
      }
    }
    return true;
  }

  private boolean isDelivered(EffectId effect, Reporter reporter, CommitId onto, CommitId commit) {
    Task task = reporter.task();
    List<Verification> results =
        checkout.run(task, effect, commit, task.verifyCommand(null).stream().toList());
    Verification result = results.isEmpty() ? null : results.getLast();
    if (result != null && !result.green() && !TrainCheckout.wasRedBefore(task, result)) {
      reporter.report(
          new Report.TrainReturned(effect, onto, false, result.command() + "\n" + result.output()));
      return true;
    }
    CommitId sealed =
        places.repository(task).merges().sealed(commit, trailers.merge(task, effect, onto, result));
    return switch (targets.move(task, onto, sealed)) {
      case Arrival.Behind _ -> false;
      case Arrival.There _ -> merged(reporter, effect, onto, sealed, result);
      case Arrival.Refused(var reason) -> refuse(reporter, effect, reason);
    };
  }

  private static boolean merged(
      Reporter reporter,
      EffectId effect,
      CommitId onto,
      CommitId commit,
      @Nullable Verification verification) {
    reporter.report(new Report.Merged(effect, onto, commit, verification));
    return true;
  }

  private static boolean refuse(Reporter reporter, EffectId effect, String reason) {
    reporter.report(new Report.MergeRefused(effect, reason));
    return true;
  }
}
