package dev.tercet.server.perform;

import dev.tercet.server.git.BoundaryFinding;
import dev.tercet.server.git.BranchName;
import dev.tercet.server.git.CommitRequest;
import dev.tercet.server.git.CommitResult;
import dev.tercet.server.git.LoggedCommit;
import dev.tercet.server.git.MergeResult;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.WorkingTree;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Trouble;
import java.util.List;
import java.util.Optional;

/**
 * What is done to a branch at a human's word: committing their edits, moving it to another base.
 */
final class BranchWork {

  private final Places places;
  private final Commits commits;
  private final Comeback comeback;
  private final TrustGate trust;

  BranchWork(Places places, Commits commits, Comeback comeback, TrustGate trust) {
    this.places = places;
    this.commits = commits;
    this.comeback = comeback;
    this.trust = trust;
  }

  void handBack(Effect.HandBack effect, Reporter reporter) {
    Task task = reporter.task();
    Repository repository = places.repository(task);
    places.bringBack(task);
    WorkingTree files = places.workingTree(task);
    List<BoundaryFinding> findings = files.inspect(task.charter().base(), Places.uncommitted(task));
    if (!findings.isEmpty()) {
      reporter.report(PlanWork.boundary(effect.id(), findings));
      return;
    }
    noticeEdits(task, effect.id(), repository, reporter);
    Optional<LoggedCommit> made =
        repository.findByEffect(
            new BranchName(task.charter().branch()),
            Places.trailer(task, effect.id()),
            task.charter().base());
    if (made.isPresent()) {
      handedBack(effect.id(), task, made.get().id(), reporter);
      return;
    }
    CommitId before = task.workspace().head();
    switch (files.commit(request(task, effect))) {
      case CommitResult.Committed(var commit) -> handedBack(effect.id(), task, commit, reporter);
      case CommitResult.NothingChanged(var head) when !head.equals(before) ->
          handedBack(effect.id(), task, head, reporter);
      case CommitResult.NothingChanged(var head) ->
          reporter.report(
              new Report.HandedBack(effect.id(), null, head, commits.changed(task, head)));
      case CommitResult.Withheld(var hits) -> withheld(effect, task, hits, reporter);
      case CommitResult.OffBranch(var found) ->
          trouble(effect.id(), reporter, Commits.offBranch(task, found));
      case CommitResult.NoIdentity(var message) -> trouble(effect.id(), reporter, message);
    }
  }

  private void handedBack(EffectId effect, Task task, CommitId commit, Reporter reporter) {
    reporter.report(new Report.HandedBack(effect, commit, commit, commits.changed(task, commit)));
  }

  /** What a human commits with their own hands is theirs to answer for. */
  private void withheld(
      Effect.HandBack effect, Task task, List<CommitResult.Hit> hits, Reporter reporter) {
    reporter.report(
        new Report.Troubled(
            effect.id(),
            Trouble.BOUNDARY,
            "this should not be committed: %s; take it out in %s, or commit it there yourself, and try again"
                .formatted(Commits.words(hits), places.worktree(task).directory()),
            ""));
  }

  private CommitRequest request(Task task, Effect.HandBack effect) {
    String message = effect.message().isBlank() ? "Edit by hand" : effect.message();
    return new CommitRequest(
        message,
        List.of(BuildWork.effectTrailer(task, effect.id())),
        List.of(),
        Places.uncommitted(task),
        commits.ofHuman());
  }

  /**
   * An approved artifact that the human changed while the worktree was theirs is asked for again.
   */
  private void noticeEdits(Task task, EffectId effect, Repository repository, Reporter reporter) {
    for (Artifact known : task.artifacts().values()) {
      ArtifactFiles.read(task, places.worktree(task).directory(), known.name())
          .filter(bytes -> !repository.objects().hashBlob(bytes).equals(known.blob()))
          .ifPresent(
              bytes ->
                  reporter.report(
                      new Report.ArtifactEdited(
                          effect,
                          ArtifactReader.read(repository, known.step(), known.name(), bytes))));
    }
  }

  void rebase(Effect.Rebase effect, Reporter reporter) {
    Task task = reporter.task();
    places.repository(task).remotes().complete(effect.onto());
    List<TrustGate.Untrusted> untrusted = trust.untrusted(task, effect.onto());
    if (!untrusted.isEmpty()) {
      reporter.report(WorktreeWork.untrusted(effect.id(), untrusted));
      return;
    }
    Repository repository = places.repository(task);
    places.bringBack(task);
    WorkingTree files = places.workingTree(task);
    CommitId head = files.head();
    if (repository.isAncestor(effect.onto(), head)) {
      rebased(effect, task, head, reporter);
      return;
    }
    List<String> dirty =
        files.status(Places.uncommitted(task)).changes().stream()
            .map(change -> change.path())
            .toList();
    if (!dirty.isEmpty()) {
      task.runs().keySet().stream()
          .reduce((_, last) -> last)
          .ifPresent(run -> files.savePartial(run, Places.uncommitted(task)));
    }
    switch (rebased(task, repository, head, effect.onto())) {
      case MergeResult.Clean(var commit, _) -> {
        files.reset(commit, Places.uncommitted(task));
        rebased(effect, task, commit, reporter);
      }
      case MergeResult.Nothing _ -> {
        files.reset(effect.onto(), Places.uncommitted(task));
        rebased(effect, task, effect.onto(), reporter);
      }
      case MergeResult.Conflict(var paths, var evidence) ->
          reporter.report(
              new Report.Troubled(
                  effect.id(),
                  Trouble.CONFLICT,
                  "its commits conflict with the new base in " + String.join(", ", paths),
                  evidence));
    }
  }

  private MergeResult rebased(Task task, Repository repository, CommitId head, CommitId onto) {
    return switch (comeback.onto(task, onto)) {
      case MergeResult.Conflict conflict -> conflict;
      case MergeResult.Nothing _ -> repository.merges().rebase(head, onto);
      case MergeResult.Clean back -> {
        MergeResult rest = repository.merges().rebase(head, back.commit());
        yield rest instanceof MergeResult.Nothing ? back : rest;
      }
    };
  }

  private void rebased(Effect.Rebase effect, Task task, CommitId head, Reporter reporter) {
    List<String> changed =
        places.repository(task).diffs().changedPaths(effect.onto(), head).stream()
            .filter(path -> !path.startsWith(".tercet/tasks/"))
            .toList();
    reporter.report(new Report.Rebased(effect.id(), effect.onto(), head, changed));
  }

  private static void trouble(EffectId effect, Reporter reporter, String reason) {
    reporter.report(new Report.Troubled(effect, Trouble.FAILURE, reason, ""));
  }
}
