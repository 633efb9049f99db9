package dev.tercet.cli;

import dev.tercet.protocol.TaskCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "undo",
    description = "Revert a merge on its target.",
    footer = {"", "Examples:", "  tercet undo csv-export-k3f9"})
final class UndoCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  UndoCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    TaskCommand params = new TaskCommand(task.id, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.merge().undo(params));
  }
}
