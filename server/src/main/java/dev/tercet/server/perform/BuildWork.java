package dev.tercet.server.perform;

import dev.tercet.server.git.BoundaryFinding;
import dev.tercet.server.git.BranchName;
import dev.tercet.server.git.CommitRequest;
import dev.tercet.server.git.CommitResult;
import dev.tercet.server.git.Integration;
import dev.tercet.server.git.LoggedCommit;
import dev.tercet.server.git.MergeResult;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.Trailer;
import dev.tercet.server.git.WorkingTree;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Item;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.RunRecord;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.StepId;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Trouble;
import dev.tercet.server.workflow.Verification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done for an item of a build besides its prompt: integrate, verify, commit. */
final class BuildWork {

  private final Places places;
  private final Commits commits;
  private final ShellCommands shell;
  private final Comeback comeback;
  private final Lookout lookout;

  BuildWork(
      Places places, Commits commits, ShellCommands shell, Comeback comeback, Lookout lookout) {
    this.places = places;
    this.commits = commits;
    this.shell = shell;
    this.comeback = comeback;
    this.lookout = lookout;
  }

  void integrate(Effect.Integrate effect, Reporter reporter) {
    Task task = reporter.task();
    Repository repository = places.repository(task);
    CommitId target =
        repository
            .head(new BranchName(task.charter().target()))
            .orElseThrow(
                () -> new Commits.Refused("the branch " + task.charter().target() + " is gone"));
    switch (comeback.onto(task, target)) {
      case MergeResult.Nothing _ -> integrate(effect, target, reporter);
      case MergeResult.Clean(var back, _) -> integrate(effect, back, reporter);
      case MergeResult.Conflict(var paths, var evidence) ->
          reporter.report(
              new Report.Troubled(
                  effect.id(),
                  Trouble.CONFLICT,
                  "what was undone does not fit %s any more, in %s"
                      .formatted(task.charter().target(), String.join(", ", paths)),
                  evidence));
    }
  }

  private void integrate(Effect.Integrate effect, CommitId target, Reporter reporter) {
    Task task = reporter.task();
    Integration result =
        places
            .workingTree(task)
            .integrate(
                target,
                "Take in " + task.charter().target(),
                List.of(effectTrailer(task, effect.id())));
    switch (result) {
      case Integration.TakenIn(var head) ->
          reporter.report(new Report.Integrated(effect.id(), head, List.of()));
      case Integration.Conflicting(var head, var paths) ->
          reporter.report(new Report.Integrated(effect.id(), head, paths));
    }
  }

  void verify(Effect.VerifyItem effect, Reporter reporter) {
    Task task = reporter.task();
    Verification result =
        shell.verify(task, effect.id(), effect.command(), places.worktree(task).directory());
    reporter.report(new Report.Verified(effect.id(), result));
  }

  void commit(Effect.CommitItem effect, Reporter reporter) {
    Task task = reporter.task();
    Repository repository = places.repository(task);
    Optional<LoggedCommit> made =
        repository.findByEffect(
            new BranchName(task.charter().branch()),
            Places.trailer(task, effect.id()),
            task.charter().base());
    if (made.isPresent()) {
      committed(effect.id(), task, made.get().id(), reporter);
      return;
    }
    Optional<Report> outside = lookout.trouble(task, effect.step(), effect.id());
    if (outside.isPresent()) {
      reporter.report(outside.get());
      return;
    }
    WorkingTree files = places.workingTree(task);
    commits.takeBack(task, files);
    List<BoundaryFinding> findings = files.inspect(task.charter().base(), Places.uncommitted(task));
    if (!findings.isEmpty() && !Commits.isAccepted(task, effect.step())) {
      reporter.report(PlanWork.boundary(effect.id(), findings));
      return;
    }
    commit(effect, task, files, reporter);
  }

  private void commit(Effect.CommitItem effect, Task task, WorkingTree files, Reporter reporter) {
    switch (commits.commit(files, request(task, effect))) {
      case CommitResult.Committed(var commit) -> committed(effect.id(), task, commit, reporter);
      case CommitResult.NothingChanged(var head) ->
          reporter.report(
              new Report.Committed(effect.id(), null, head, commits.changed(task, head)));
      case CommitResult.Withheld(var hits) -> reporter.report(Commits.withheld(effect.id(), hits));
      case CommitResult.OffBranch(var found) ->
          reporter.report(
              new Report.Troubled(
                  effect.id(), Trouble.BOUNDARY, Commits.offBranch(task, found), ""));
      case CommitResult.NoIdentity(var message) ->
          reporter.report(new Report.Troubled(effect.id(), Trouble.FAILURE, message, ""));
    }
  }

  private void committed(EffectId effect, Task task, CommitId commit, Reporter reporter) {
    reporter.report(new Report.Committed(effect, commit, commit, commits.changed(task, commit)));
  }

  private CommitRequest request(Task task, Effect.CommitItem effect) {
    Item item = task.progress(effect.step()).item();
    List<Trailer> trailers = new ArrayList<>();
    trailers.add(effectTrailer(task, effect.id()));
    String agent = author(task, effect.step());
    if (agent != null) {
      trailers.add(
          new Trailer(
              "Co-Authored-By",
              agent
                  + " <"
                  + agent.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
                  + "@agents.tercet.invalid>"));
    }
    return new CommitRequest(
        subject(item),
        trailers,
        List.of(),
        Places.uncommitted(task),
        commits.ofChange(task, effect.step()));
  }

  private static String subject(Item item) {
    String first = item.text().lines().findFirst().orElse("Work on the task").strip();
    return first.length() <= 72 ? first : first.substring(0, 71) + "…\n\n" + item.text();
  }

  /** The agent of the step's last run. */
  private static @Nullable String author(Task task, StepId step) {
    return task.runs().values().stream()
        .filter(run -> run.step().equals(step) && run.agent() != null)
        .reduce((_, later) -> later)
        .map(RunRecord::agent)
        .orElse(null);
  }

  void check(Effect.RunCheck effect, Reporter reporter) {
    Task task = reporter.task();
    Step step = task.step(effect.step());
    Path worktree = places.worktree(task).directory();
    Verification result = shell.verify(task, effect.id(), effect.command(), worktree);
    List<Artifact> artifacts = new ArrayList<>();
    byte[] output = result.output().getBytes(StandardCharsets.UTF_8);
    for (ArtifactName name : step.produces()) {
      ArtifactFiles.write(task, worktree, name, output);
      artifacts.add(ArtifactReader.read(places.repository(task), step.id(), name, output));
    }
    CommitResult committed =
        artifacts.isEmpty()
            ? new CommitResult.NothingChanged(task.workspace().head())
            : commits.artifacts(task, effect.id(), step);
    reporter.report(
        committed instanceof CommitResult.Withheld(var hits)
            ? Commits.withheld(effect.id(), hits)
            : new Report.CheckRan(effect.id(), result, artifacts, commits.head(task, committed)));
  }

  static Trailer effectTrailer(Task task, EffectId effect) {
    return new Trailer(Trailer.EFFECT, Places.trailer(task, effect).value());
  }
}
