package dev.tercet.server.app;

import dev.tercet.protocol.ArtifactView;
import dev.tercet.protocol.Delivery;
import dev.tercet.protocol.Diagnostic;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.Role;
import dev.tercet.protocol.TaskList;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskSummary;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.Usage;
import dev.tercet.server.sandbox.Cage;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Headline;
import dev.tercet.server.workflow.Item;
import dev.tercet.server.workflow.Phase;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.StepProgress;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tasks as clients see them. */
public final class Views {

  private final Repositories repositories;
  private final ReadModel model;
  private final DecisionViews decisions;
  private final ChangeCounts changes;
  private final Complaints complaints;
  private final Cage cage;

  public Views(
      Repositories repositories,
      ReadModel model,
      DecisionViews decisions,
      ChangeCounts changes,
      Complaints complaints,
      Cage cage) {
    this.repositories = repositories;
    this.model = model;
    this.decisions = decisions;
    this.changes = changes;
    this.complaints = complaints;
    this.cage = cage;
  }

  /** All tasks, newest last; without {@code all}, only those that are not over. */
  public TaskList list(@Nullable String repository, boolean all) {
    long position = model.position();
    List<TaskSummary> summaries =
        model.all().stream()
            .filter(within(repository))
            .filter(task -> all || !isOver(task))
            .sorted(Comparator.comparing(Task::createdAt).thenComparing(Task::id))
            .map(this::summary)
            .toList();
    return new TaskList(position, summaries);
  }

  private static boolean isOver(Task task) {
    return switch (task.phase()) {
      case ABANDONED, DELETED -> true;
      case QUEUED, PREPARING, ACTIVE, MERGING, PUBLISHED, MERGED, UNDOING -> false;
    };
  }

  /**
   * Tasks of the repository that this folder lies in, or was: a repository may be gone by now. Any
   * other folder has to be there and in a repository; else it was misspelt.
   */
  private Predicate<Task> within(@Nullable String folder) {
    if (folder == null) {
      return _ -> true;
    }
    Path path = Repositories.path(folder);
    boolean there = Files.exists(path);
    Predicate<Task> below =
        task -> {
          Path repository = Path.of(task.charter().repository());
          return path.equals(repository) || (there && path.startsWith(repository));
        };
    if (model.all().stream().anyMatch(below)) {
      return below;
    }
    String found = repositories.find(folder).dirs().commonDir().toString();
    return task -> task.charter().commonDir().equals(found);
  }

  /**
   * Every open decision, most valuable first: what lets the most work go on. Those of one task come
   * with all that is needed to decide.
   */
  public Inbox inbox(@Nullable String taskName, @Nullable String repository) {
    long position = model.position();
    Task only = taskName == null ? null : model.named(taskName);
    return new Inbox(
        position,
        model.all().stream()
            .filter(task -> only == null || task.id().equals(only.id()))
            .filter(within(repository))
            .flatMap(
                task ->
                    task.decisions().values().stream()
                        .map(decision -> decisions.view(task, decision, only != null)))
            .sorted(
                Comparator.comparingInt(DecisionViews::rank)
                    .thenComparing(view -> view.since())
                    .thenComparing(view -> view.task()))
            .toList());
  }

  public TaskSummary summary(Task task) {
    Headline headline = Headline.of(task);
    Step step = current(task);
    int items = 0;
    int done = 0;
    for (StepProgress progress : task.steps().values()) {
      items += progress.items().size();
      done += Math.toIntExact(progress.items().stream().filter(Item::done).count());
    }
    Path name = Path.of(task.charter().repository()).getFileName();
    return new TaskSummary(
        task.id().value(),
        task.seq(),
        task.charter().ticket().title(),
        task.charter().repository(),
        name == null ? task.charter().repository() : name.toString(),
        task.charter().target(),
        new TaskState(TaskState.Kind.valueOf(kind(task, headline)), headline.text()),
        done,
        items,
        task.decisions().size(),
        usage(task.usage()),
        model.overlaps(task),
        task.createdAt(),
        task.updatedAt(),
        task.charter().branch(),
        step == null ? null : step.name());
  }

  private static String kind(Task task, Headline headline) {
    boolean undone = headline.kind() == Headline.Kind.READY && task.landing().reverted() != null;
    return undone ? "UNDONE" : headline.kind().name();
  }

  /** The step that is under way; null when none is. */
  private static @Nullable Step current(Task task) {
    return task.workflow().steps().stream()
        .filter(step -> !task.progress(step.id()).isOver())
        .findFirst()
        .orElse(null);
  }

  public TaskView task(String name) {
    return task(model.named(name));
  }

  TaskView task(Task task) {
    return new TaskView(
        summary(task),
        task.charter().ticket().description(),
        delivery(task.charter().delivery()),
        task.workflow().name(),
        task.workflow().steps().stream().map(step -> StepViews.of(task, step)).toList(),
        task.decisions().values().stream()
            .map(decision -> decisions.view(task, decision, true))
            .toList(),
        artifacts(task),
        task.runs().values().stream()
            .map(run -> RunViews.of(run, model.particulars(task.id())))
            .toList(),
        changes.of(task),
        ReceiptViews.of(task),
        warnings(task),
        Next.of(task),
        task.charter().base().value(),
        task.workspace().head().value(),
        task.workspace().path());
  }

  private static Delivery delivery(dev.tercet.server.workflow.Delivery delivery) {
    return switch (delivery) {
      case LOCAL -> Delivery.LOCAL;
      case PUSH -> Delivery.PUSH;
      case PULL_REQUEST -> Delivery.PULL_REQUEST;
    };
  }

  static Role role(dev.tercet.server.workflow.Role role) {
    return switch (role) {
      case PLAN -> Role.PLAN;
      case BUILD -> Role.BUILD;
      case REVIEW -> Role.REVIEW;
      case CHECK -> Role.CHECK;
    };
  }

  static Usage usage(dev.tercet.server.workflow.Usage usage) {
    return new Usage(
        usage.input(), usage.output(), usage.cacheRead(), usage.cacheWrite(), usage.cost());
  }

  private static List<ArtifactView> artifacts(Task task) {
    return task.artifacts().values().stream().map(artifact -> artifact(task, artifact)).toList();
  }

  static ArtifactView artifact(Task task, Artifact artifact) {
    boolean approved =
        task.receipts().values().stream()
            .anyMatch(receipt -> receipt.shown().equals(artifact.shown()));
    return new ArtifactView(
        artifact.name().value(),
        artifact.revision(),
        artifact.blob().value(),
        artifact.step().value(),
        approved,
        problems(artifact),
        path(task, artifact));
  }

  /** Where a person finds the artifact, as agents do. */
  private static @Nullable String path(Task task, Artifact artifact) {
    String worktree = task.workspace().path();
    String folder = task.workflow().artifactsPath().replace("{task_id}", task.id().value());
    return worktree == null
        ? null
        : Path.of(worktree, folder).resolve(artifact.name().value()).toString();
  }

  static List<Diagnostic> problems(Artifact artifact) {
    return artifact.problems().stream()
        .map(text -> new Diagnostic(Diagnostic.Severity.WARNING, 1, "artifact", text))
        .toList();
  }

  private List<String> warnings(Task task) {
    List<String> warnings = new ArrayList<>();
    complaints
        .of(task.id())
        .ifPresent(why -> warnings.add("what happens to it cannot be written down: " + why));
    task.decisions(Decision.Merge.class).forEach(merge -> warnings.addAll(merge.remarks()));
    Verification baseline = task.workspace().baseline();
    if (baseline != null && !baseline.green()) {
      warnings.add(
          "`%s` was red on the base already (exit %d); that is not blamed on this task"
              .formatted(baseline.command(), baseline.exitCode()));
    }
    if (task.workspace().kept() != null) {
      warnings.add("the worktree was kept: " + task.workspace().kept());
    }
    if (!isOver(task) && task.phase() != Phase.MERGED && !cage.enforcement().isEnforced()) {
      warnings.add(cage.enforcement().text());
    }
    List<String> touched = Trust.touched(task.workspace().changed());
    if (!touched.isEmpty() && task.phase() != Phase.MERGED) {
      warnings.add(Trust.warning(touched));
    }
    String unshared = task.landing().sharing().problem();
    if (unshared != null) {
      warnings.add("the branch was approved but not pushed: " + unshared);
    }
    List<String> outside = Footprint.outside(task);
    if (!outside.isEmpty()) {
      warnings.add(
          "it writes outside of what the spec named: "
              + String.join(", ", outside.stream().limit(5).toList()));
    }
    return warnings;
  }
}
