package dev.tercet.cli;

import dev.tercet.protocol.TaskCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "pause",
    description = "Stop a task's agents where they are.",
    footer = {"", "Examples:", "  tercet pause csv-export-k3f9"})
final class PauseCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  PauseCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    TaskCommand params = new TaskCommand(task.id, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.task().pause(params));
  }
}
