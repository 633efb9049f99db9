package dev.tercet.server.app;

import dev.tercet.protocol.ProtocolError;
import dev.tercet.server.git.BranchName;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.Worktree;
import dev.tercet.server.perform.Places;
import dev.tercet.server.workflow.Command;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Counts;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.StepId;
import dev.tercet.server.workflow.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes commands of what clients want of a task's steps, branch and worktree. */
public final class Steps {

  private final Repositories repositories;

  public Steps(Repositories repositories) {
    this.repositories = repositories;
  }

  /** The step with this id or name; null stays null. */
  public @Nullable StepId find(Task task, @Nullable String named) {
    if (named == null) {
      return null;
    }
    return step(task, named).id();
  }

  private static Step step(Task task, String named) {
    return task.workflow().steps().stream()
        .filter(step -> step.id().value().equals(named) || step.name().equalsIgnoreCase(named))
        .findFirst()
        .orElseThrow(
            () ->
                Denied.unknown(
                    "%s has no step \"%s\"; it has %s"
                        .formatted(
                            task.id(),
                            named,
                            task.workflow().steps().stream().map(s -> s.id().value()).toList())));
  }

  /** The commit to rebase onto: the one named, else where the target is now. */
  public CommitId onto(Task task, @Nullable String revision) {
    return Repositories.commit(
        repositories
            .of(task)
            .revision(revision == null ? "refs/heads/" + task.charter().target() : revision));
  }

  /** One preset of the step is replaced; with several, the one that has the same beginning. */
  public Command changePreset(Task task, String stepName, String to) {
    Step step = step(task, stepName);
    List<PresetName> agents = task.agents(step);
    int colon = to.indexOf('=');
    PresetName from = colon > 0 ? preset(to.substring(0, colon)) : only(step, agents);
    return new Command.ChangePreset(step.id(), from, preset(to.substring(colon + 1)));
  }

  private static PresetName only(Step step, List<PresetName> agents) {
    if (agents.size() != 1) {
      throw Denied.because(
          ProtocolError.AMBIGUOUS,
          "ambiguous",
          "step %s is done by %s: write which, as in %s=other"
              .formatted(step.id(), agents, agents.isEmpty() ? "preset" : agents.getFirst()));
    }
    return agents.getFirst();
  }

  private static PresetName preset(String name) {
    try {
      return new PresetName(name);
    } catch (IllegalArgumentException wrong) {
      throw Denied.unknown(String.valueOf(wrong.getMessage()));
    }
  }

  /** Deleting a task that holds work takes the task's own id as proof that it is meant. */
  public Command delete(Task task, @Nullable String force) {
    List<String> lost = wouldLose(task);
    if (!lost.isEmpty() && !task.id().value().equals(force)) {
      throw Denied.because(
          ProtocolError.REFUSED,
          "would-lose-work",
          "%s: %s. To delete it all the same: tercet delete %s --force %s"
              .formatted(task.id(), String.join("; ", lost), task.id(), task.id()));
    }
    return new Command.Delete();
  }

  private List<String> wouldLose(Task task) {
    List<String> lost = new ArrayList<>();
    Repository repository = repositories.of(task);
    String path = task.workspace().path();
    String gitDir = task.workspace().gitDir();
    BranchName branch = new BranchName(task.charter().branch());
    if (path != null && gitDir != null && Files.isDirectory(Path.of(path))) {
      Worktree worktree = new Worktree(Path.of(path), Path.of(gitDir), branch);
      List<String> dirty =
          repository.workingTree(worktree).status(Places.uncommitted(task)).changes().stream()
              .map(change -> change.path())
              .toList();
      if (!dirty.isEmpty()) {
        lost.add(
            "%s in its worktree %s in no commit (%s)"
                .formatted(
                    Counts.of(dirty.size(), "file"),
                    dirty.size() == 1 ? "is" : "are",
                    String.join(", ", dirty.stream().limit(5).toList())));
      }
    }
    repository
        .head(branch)
        .filter(
            head ->
                task.landing().commit() == null
                    && repository
                        .head(new BranchName(task.charter().target()))
                        .filter(target -> repository.isAncestor(head, target))
                        .isEmpty()
                    && !head.equals(task.charter().base()))
        .ifPresent(
            head ->
                lost.add(
                    "its branch is not merged (it would be kept as refs/tercet/trash/%s)"
                        .formatted(task.id())));
    return lost;
  }
}
