package dev.tercet.cli;

import dev.tercet.protocol.Abandon;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "abandon",
    description = "End a task without merging it; its branch is kept.",
    footer = {"", "Examples:", "  tercet abandon csv-export-k3f9 -m 'not needed any more'"})
final class AbandonCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  @Option(
      names = {"-m", "--message"},
      paramLabel = "LINE",
      description = "Why.")
  private @Nullable String reason;

  AbandonCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Abandon params = new Abandon(task.id, reason, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.task().abandon(params));
  }
}
