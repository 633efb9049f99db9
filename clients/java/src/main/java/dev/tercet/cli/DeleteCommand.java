package dev.tercet.cli;

import dev.tercet.protocol.DeleteTask;
import dev.tercet.protocol.TaskView;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "delete",
    description = "Remove a task's worktree and branch.",
    footer = {
      "",
      "Uncommitted or unmerged work is only deleted when you type the task's whole id.",
      "The branch can be found under refs/tercet/trash afterwards.",
      "",
      "Examples:",
      "  tercet delete csv-export-k3f9",
      "  tercet delete csv-export-k3f9 --force csv-export-k3f9"
    })
final class DeleteCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  @Option(
      names = "--force",
      paramLabel = "TASK",
      description = "The task's whole id again: deletes work that is nowhere else, too.")
  private @Nullable String force;

  DeleteCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    DeleteTask params = new DeleteTask(task.id, force, null, cli.key());
    TaskView view = cli.ask(daemon -> daemon.task().delete(params));
    if (json.on) {
      cli.json(view);
    } else {
      cli.out().line("deleted " + view.summary().id());
    }
    return ExitCode.DONE;
  }
}
