package dev.tercet.server.perform;

import dev.tercet.server.git.Creation;
import dev.tercet.server.git.Repository;
import dev.tercet.server.git.Worktree;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Verification;
import java.util.List;

/** The scratch worktree of a target, in which is verified what is to become of it. */
final class TrainCheckout {

  private final Places places;
  private final ShellCommands shell;

  TrainCheckout(Places places, ShellCommands shell) {
    this.places = places;
    this.shell = shell;
  }

  /**
   * Checks the commit out and runs each command; where the setup is red, its result and no more.
   */
  List<Verification> run(Task task, EffectId effect, CommitId commit, List<String> commands) {
    if (commands.isEmpty()) {
      return List.of();
    }
    Repository repository = places.repository(task);
    return switch (repository.worktrees().detached(places.trainCheckout(task), commit)) {
      case Creation.Ready(var worktree, _) -> run(task, effect, worktree, commands);
      case Creation.DirectoryTaken(var where, var reason) ->
          throw new Commits.Refused(
              "the train's checkout cannot be made at %s: %s".formatted(where, reason));
      case Creation.BranchTaken _ ->
          throw new IllegalStateException("a detached checkout takes no branch");
    };
  }

  private List<Verification> run(
      Task task, EffectId effect, Worktree worktree, List<String> commands) {
    places.repository(task).copiedFiles().copyPaths(task.workspace().copied(), worktree);
    String setup = task.charter().policy().setup();
    if (setup != null) {
      Verification ready = shell.verify(task, effect, setup, worktree.directory());
      if (!ready.green()) {
        return List.of(ready);
      }
    }
    return commands.stream()
        .map(command -> shell.verify(task, effect, command, worktree.directory()))
        .toList();
  }

  /** Whether the result says nothing about a change of the task: its base was as red. */
  static boolean wasRedBefore(Task task, Verification result) {
    Verification baseline = task.workspace().baseline();
    return baseline != null && !baseline.green() && baseline.command().equals(result.command());
  }
}
