package dev.tercet.cli;

import dev.tercet.protocol.Handback;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "handback",
    description = "Commit your edits in a task's worktree and let its agents go on.",
    footer = {"", "Examples:", "  tercet handback csv-export-k3f9 -m 'Stream the rows'"})
final class HandbackCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "Message of the commit.")
  private @Nullable String message;

  HandbackCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Handback params = new Handback(task.id, message, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.task().handback(params));
  }
}
