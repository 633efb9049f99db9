package dev.tercet.cli;

import dev.tercet.protocol.TaskCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "undo",
    description = "Revert a merge on its target.",
    footer = {"", "Examples:", "  tercet undo csv-export-k3f9"})
final class UndoCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Parameters(paramLabel = "TASK", description = "Its id, or the beginning of it.")
  private String task = "";

  UndoCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    TaskCommand params = new TaskCommand(task, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.merge().undo(params));
  }
}
