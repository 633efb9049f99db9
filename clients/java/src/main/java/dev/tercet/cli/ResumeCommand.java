package dev.tercet.cli;

import dev.tercet.protocol.TaskCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "resume",
    description = "Let a paused task go on.",
    footer = {"", "Examples:", "  tercet resume csv-export-k3f9"})
final class ResumeCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  ResumeCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    TaskCommand params = new TaskCommand(task.id, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.task().resume(params));
  }
}
