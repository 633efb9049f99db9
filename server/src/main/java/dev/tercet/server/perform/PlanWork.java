package dev.tercet.server.perform;

import dev.tercet.server.git.BoundaryFinding;
import dev.tercet.server.git.CommitResult;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.WorkingChange;
import dev.tercet.server.git.WorkingTree;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Report;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.Slot;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Trouble;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes in what a planner wrote: artifacts and nothing else. */
final class PlanWork {

  private final Places places;
  private final Commits commits;
  private final Occupants occupants;
  private final Lookout lookout;

  PlanWork(Places places, Commits commits, Occupants occupants, Lookout lookout) {
    this.places = places;
    this.commits = commits;
    this.occupants = occupants;
    this.lookout = lookout;
  }

  void collect(Effect.CollectArtifacts effect, Reporter reporter) {
    Task task = reporter.task();
    Step step = task.step(effect.step());
    Repository repository = places.repository(task);
    WorkingTree files = places.workingTree(task);
    Optional<Report> outside = lookout.trouble(task, effect.step(), effect.id());
    if (outside.isPresent()) {
      reporter.report(outside.get());
      return;
    }
    commits.takeBack(task, files);
    List<BoundaryFinding> findings = files.inspect(task.charter().base(), Places.uncommitted(task));
    if (!findings.isEmpty() && !Commits.isAccepted(task, step.id())) {
      reporter.report(boundary(effect.id(), findings));
      return;
    }
    Path worktree = places.worktree(task).directory();
    Map<ArtifactName, byte[]> written = new LinkedHashMap<>();
    for (ArtifactName name : step.produces()) {
      ArtifactFiles.read(task, worktree, name).ifPresent(bytes -> written.put(name, bytes));
    }
    List<String> stray = new ArrayList<>();
    occupants.whenEmpty(
        worktree,
        () -> {
          stray.addAll(strayed(task, files));
          if (!stray.isEmpty()) {
            runs(task, step).forEach(run -> files.savePartial(run, Places.uncommitted(task)));
            files.reset(task.workspace().head(), Places.uncommitted(task));
          }
        });
    written.forEach((name, bytes) -> ArtifactFiles.write(task, worktree, name, bytes));
    CommitResult committed = commits.artifacts(task, effect.id(), step);
    if (committed instanceof CommitResult.Withheld(var hits)) {
      reporter.report(Commits.withheld(effect.id(), hits));
      return;
    }
    CommitId head = commits.head(task, committed);
    List<ArtifactName> missing =
        step.produces().stream().filter(name -> !written.containsKey(name)).toList();
    List<Artifact> artifacts = new ArrayList<>();
    written.forEach(
        (name, bytes) ->
            artifacts.add(noting(stray, ArtifactReader.read(repository, step.id(), name, bytes))));
    reporter.report(new Report.Collected(effect.id(), artifacts, missing, head));
  }

  static Report boundary(EffectId effect, List<BoundaryFinding> findings) {
    return new Report.Troubled(
        effect,
        Trouble.BOUNDARY,
        findings.getFirst().text(),
        findings.stream().map(BoundaryFinding::text).collect(Collectors.joining("\n")));
  }

  /** What the planner changed besides its artifacts. */
  private static List<String> strayed(Task task, WorkingTree files) {
    String home = ArtifactFiles.home(task) + "/";
    return files.status(Places.uncommitted(task)).changes().stream()
        .map(WorkingChange::path)
        .filter(path -> !path.startsWith(home))
        .toList();
  }

  private static List<RunId> runs(Task task, Step step) {
    return task.progress(step.id()).slots().values().stream().map(Slot::run).toList();
  }

  private static Artifact noting(List<String> stray, Artifact artifact) {
    if (stray.isEmpty()) {
      return artifact;
    }
    List<String> problems = new ArrayList<>(artifact.problems());
    problems.add(
        "the planner also changed %s; a planner writes artifacts only, so that was put aside"
            .formatted(String.join(", ", stray.stream().limit(5).toList())));
    return new Artifact(
        artifact.name(),
        artifact.step(),
        artifact.revision(),
        artifact.blob(),
        artifact.items(),
        artifact.touches(),
        artifact.verify(),
        problems);
  }
}
