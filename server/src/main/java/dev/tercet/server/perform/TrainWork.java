package dev.tercet.server.perform;

import dev.tercet.server.git.BranchName;
import dev.tercet.server.git.Creation;
import dev.tercet.server.git.LoggedCommit;
import dev.tercet.server.git.MergeRequest;
import dev.tercet.server.git.MergeResult;
import dev.tercet.server.git.Merges;
import dev.tercet.server.git.MoveResult;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.Trailer;
import dev.tercet.server.git.Worktree;
import dev.tercet.server.template.Placeholders;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Delivery;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.MergeReceipt;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.StepState;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Trouble;
import dev.tercet.server.workflow.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The merge train: takes one task after the other onto the current target, verifies there, and only
 * then moves the target.
 *
 * <p>One lock for each target; those who wait for it go in the order in which they came.
 */
final class TrainWork {

  private static final int MOST_TRIES = 10;

  private final Places places;
  private final ShellCommands shell;
  private final WorktreeSettings settings;
  private final RemoteWork remotes;
  private final Map<String, ReentrantLock> trains = new ConcurrentHashMap<>();

  TrainWork(Places places, ShellCommands shell, WorktreeSettings settings, RemoteWork remotes) {
    this.places = places;
    this.shell = shell;
    this.settings = settings;
    this.remotes = remotes;
  }

  void merge(Effect.Merge effect, boolean before, Reporter reporter) throws InterruptedException {
    Task task = reporter.task();
    if (task.charter().delivery() == Delivery.PULL_REQUEST) {
      remotes.publish(effect.id(), reporter);
      return;
    }
    ReentrantLock train = train(task);
    train.lockInterruptibly();
    try {
      Optional<LoggedCommit> landed = before ? landed(task, effect.id()) : Optional.empty();
      if (landed.isPresent()) {
        CommitId commit = landed.get().id();
        CommitId onto = landed.get().parents().getFirst();
        deliver(effect.id(), reporter, new Attempt(onto, commit, null));
      } else {
        board(effect, reporter);
      }
    } finally {
      train.unlock();
    }
  }

  private ReentrantLock train(Task task) {
    return trains.computeIfAbsent(
        task.charter().commonDir() + "\n" + task.charter().target(), _ -> new ReentrantLock(true));
  }

  /** What a crashed daemon had already brought into the target. */
  private Optional<LoggedCommit> landed(Task task, EffectId effect) {
    return places
        .repository(task)
        .findByEffect(
            new BranchName(task.charter().target()),
            Places.trailer(task, effect),
            task.charter().base());
  }

  /** A result on the way into the target. */
  private record Attempt(CommitId onto, CommitId commit, @Nullable Verification verification) {}

  private void board(Effect.Merge effect, Reporter reporter) {
    Task task = reporter.task();
    Repository repository = places.repository(task);
    for (int tried = 0; tried < MOST_TRIES; tried++) {
      Optional<CommitId> onto = repository.head(new BranchName(task.charter().target()));
      if (onto.isEmpty()) {
        refuse(effect.id(), reporter, "the branch " + task.charter().target() + " is gone");
        return;
      }
      switch (merged(task, effect, repository, onto.get())) {
        case MergeResult.Conflict(var paths, var evidence) -> {
          reporter.report(
              new Report.TrainReturned(
                  effect.id(),
                  onto.get(),
                  true,
                  "conflicts in " + String.join(", ", paths) + "\n" + evidence));
          return;
        }
        case MergeResult.Nothing _ -> {
          reporter.report(new Report.Merged(effect.id(), onto.get(), onto.get(), null));
          return;
        }
        case MergeResult.Clean(var clean, _) -> {
          CommitId commit = delivered(task, repository, clean);
          Verification result = verify(task, effect.id(), commit);
          if (result != null && !result.green() && !wasRedBefore(task, result)) {
            reporter.report(
                new Report.TrainReturned(
                    effect.id(), onto.get(), false, result.command() + "\n" + result.output()));
            return;
          }
          if (deliver(effect.id(), reporter, new Attempt(onto.get(), commit, result))) {
            return;
          }
        }
      }
    }
    refuse(
        effect.id(),
        reporter,
        "%s moved %d times while this was merged; try again when it is quiet"
            .formatted(task.charter().target(), MOST_TRIES));
  }

  /** What goes into the target: the task's artifacts only where the settings keep them. */
  private static CommitId delivered(Task task, Repository repository, CommitId merged) {
    return task.charter().policy().keepArtifacts()
        ? merged
        : repository.merges().without(merged, ArtifactFiles.home(task));
  }

  private static boolean wasRedBefore(Task task, Verification result) {
    Verification baseline = task.workspace().baseline();
    return baseline != null && !baseline.green() && baseline.command().equals(result.command());
  }

  private MergeResult merged(Task task, Effect.Merge effect, Repository repository, CommitId onto) {
    CommitId start = onto;
    if (effect.revertFirst() != null) {
      CommitId revert = effect.revertFirst();
      CommitId beforeIt = parent(repository, revert);
      MergeResult again =
          repository
              .merges()
              .undo(
                  new Merges.Change(beforeIt, revert),
                  onto,
                  "Take the revert of " + task.charter().ticket().title() + " back",
                  List.of());
      switch (again) {
        case MergeResult.Clean(var commit, _) -> start = commit;
        case MergeResult.Conflict conflict -> {
          return conflict;
        }
        case MergeResult.Nothing _ -> {}
      }
      if (repository.isAncestor(task.workspace().head(), start)) {
        return again;
      }
    }
    return repository
        .merges()
        .merge(
            new MergeRequest(
                start,
                task.workspace().head(),
                task.charter().policy().strategy(),
                message(task),
                trailers(task, effect.id())));
  }

  private static CommitId parent(Repository repository, CommitId commit) {
    if (repository.revision(commit.value() + "^")
        instanceof dev.tercet.server.git.Selection.Selected(_, var found)) {
      return found;
    }
    throw new Commits.Refused("commit " + commit + " has no parent to go back to");
  }

  private String message(Task task) {
    return Placeholders.fill(
        settings.mergeMessage(task),
        Map.of(
            "title", task.charter().ticket().title(),
            "description", task.charter().ticket().description(),
            "task_id", task.id().value(),
            "branch", task.charter().branch()));
  }

  private static List<Trailer> trailers(Task task, EffectId effect) {
    List<Trailer> trailers = new ArrayList<>();
    trailers.add(new Trailer("Tercet-Task", task.id().value()));
    MergeReceipt receipt = task.landing().receipt();
    if (receipt != null) {
      trailers.add(new Trailer("Tercet-Receipt", ReceiptHash.of(receipt)));
      Verification verification = receipt.verification();
      if (verification != null) {
        trailers.add(
            new Trailer(
                "Tercet-Verified",
                (verification.green() ? "green: " : "red: ") + oneLine(verification.command())));
      }
    }
    String reviewers = reviewers(task);
    if (!reviewers.isEmpty()) {
      trailers.add(new Trailer("Tercet-Reviewers", reviewers));
    }
    trailers.add(new Trailer(Trailer.EFFECT, Places.trailer(task, effect).value()));
    return trailers;
  }

  /** Everyone who reviewed; the family too, of those who reported something. */
  private static String reviewers(Task task) {
    return task.workflow().steps().stream()
        .filter(step -> step.role() == Role.REVIEW)
        .filter(step -> task.progress(step.id()).state() instanceof StepState.Done)
        .flatMap(step -> task.agents(step).stream())
        .map(preset -> preset + family(task, preset))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String family(Task task, PresetName preset) {
    return task.board().findings().stream()
        .filter(finding -> finding.reviewer().equals(preset.value()))
        .map(finding -> " (" + finding.family() + ")")
        .findFirst()
        .orElse("");
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** Runs the verification where the result is checked out; null when nothing is verified. */
  private @Nullable Verification verify(Task task, EffectId effect, CommitId commit) {
    Optional<String> command = task.verifyCommand(null);
    if (command.isEmpty()) {
      return null;
    }
    Repository repository = places.repository(task);
    return switch (repository.worktrees().detached(places.trainCheckout(task), commit)) {
      case Creation.Ready(var worktree, _) -> {
        Verification setup = setUp(task, effect, repository, worktree);
        yield setup != null && !setup.green()
            ? setup
            : shell.verify(task, effect, command.get(), worktree.directory());
      }
      case Creation.DirectoryTaken(var where, var reason) ->
          throw new Commits.Refused(
              "the train's checkout cannot be made at %s: %s".formatted(where, reason));
      case Creation.BranchTaken _ ->
          throw new IllegalStateException("a detached checkout takes no branch");
    };
  }

  private @Nullable Verification setUp(
      Task task, EffectId effect, Repository repository, Worktree worktree) {
    repository.copiedFiles().copyPaths(task.workspace().copied(), worktree);
    String setup = task.charter().policy().setup();
    return setup == null ? null : shell.verify(task, effect, setup, worktree.directory());
  }

  /** Moves the target; false when it has moved meanwhile and everything has to be tried again. */
  private boolean deliver(EffectId effect, Reporter reporter, Attempt attempt) {
    Task task = reporter.task();
    BranchName target = new BranchName(task.charter().target());
    if (task.charter().delivery() == Delivery.PUSH) {
      Optional<Boolean> pushed = remotes.push(effect, reporter, attempt.commit());
      if (pushed.isEmpty()) {
        return true;
      }
      if (!pushed.get()) {
        return false;
      }
    }
    MoveResult moved =
        places.repository(task).targets().move(target, attempt.onto(), attempt.commit());
    if (moved instanceof MoveResult.Stale && task.charter().delivery() != Delivery.PUSH) {
      return false;
    }
    String refusal = refusal(task, moved);
    if (refusal == null || task.charter().delivery() == Delivery.PUSH) {
      reporter.report(
          new Report.Merged(effect, attempt.onto(), attempt.commit(), attempt.verification()));
    } else {
      refuse(effect, reporter, refusal);
    }
    return true;
  }

  /** Why the target did not move, in words; null when it did. */
  private static @Nullable String refusal(Task task, MoveResult moved) {
    String target = task.charter().target();
    return switch (moved) {
      case MoveResult.Moved _ -> null;
      case MoveResult.Stale _ -> target + " moved meanwhile";
      case MoveResult.Dirty(var paths) ->
          "%s is checked out with changes in %s: commit or stash them, then merge again"
              .formatted(target, String.join(", ", paths));
      case MoveResult.UntrackedInTheWay(var paths) ->
          "%s is checked out and %s would be overwritten, in no commit: move it away, then merge again"
              .formatted(target, String.join(", ", paths));
      case MoveResult.Filtered(var paths) ->
          "%s is checked out and %s goes through a filter that is not run here: merge %s by hand"
              .formatted(target, String.join(", ", paths), task.charter().branch());
      case MoveResult.Locked(var lock) ->
          "another git is at work: %s is %d s old; end it, or delete the file if none runs, then merge again"
              .formatted(lock.file(), lock.age().toSeconds());
    };
  }

  private static void refuse(EffectId effect, Reporter reporter, String reason) {
    reporter.report(new Report.MergeRefused(effect, reason));
  }

  void undo(Effect.Undo effect, boolean before, Reporter reporter) throws InterruptedException {
    Task task = reporter.task();
    ReentrantLock train = train(task);
    train.lockInterruptibly();
    try {
      Optional<LoggedCommit> done = before ? landed(task, effect.id()) : Optional.empty();
      if (done.isPresent()) {
        reporter.report(new Report.Undone(effect.id(), done.get().id()));
      } else {
        revert(effect, reporter);
      }
    } finally {
      train.unlock();
    }
  }

  private void revert(Effect.Undo effect, Reporter reporter) {
    Task task = reporter.task();
    Repository repository = places.repository(task);
    BranchName target = new BranchName(task.charter().target());
    CommitId from = task.landing().onto();
    if (from == null) {
      throw new Commits.Refused("it is not known what the target was before the merge");
    }
    for (int tried = 0; tried < MOST_TRIES; tried++) {
      CommitId onto =
          repository
              .head(target)
              .orElseThrow(() -> new Commits.Refused("the branch " + target + " is gone"));
      MergeResult result =
          repository
              .merges()
              .undo(
                  new Merges.Change(from, effect.merge()),
                  onto,
                  "Undo: " + task.charter().ticket().title(),
                  List.of(
                      new Trailer("Tercet-Task", task.id().value()),
                      BuildWork.effectTrailer(task, effect.id())));
      switch (result) {
        case MergeResult.Conflict(var paths, var evidence) -> {
          reporter.report(
              new Report.Troubled(
                  effect.id(),
                  Trouble.CONFLICT,
                  "later changes touch the same lines in " + String.join(", ", paths),
                  evidence));
          return;
        }
        case MergeResult.Nothing _ -> {
          reporter.report(new Report.Undone(effect.id(), onto));
          return;
        }
        case MergeResult.Clean(var commit, _) -> {
          MoveResult moved = repository.targets().move(target, onto, commit);
          if (moved instanceof MoveResult.Moved) {
            reporter.report(new Report.Undone(effect.id(), commit));
            return;
          }
          if (!(moved instanceof MoveResult.Stale)) {
            reporter.report(
                new Report.Troubled(
                    effect.id(), Trouble.FAILURE, String.valueOf(refusal(task, moved)), ""));
            return;
          }
        }
      }
    }
    throw new Commits.Refused(target + " kept moving while the merge was undone");
  }
}
