package dev.tercet.cli;

import dev.tercet.protocol.RetryStep;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "retry",
    description = "Start a step again, in a fresh context.",
    footer = {
      "",
      "Examples:",
      "  tercet retry csv-export-k3f9",
      "  tercet retry csv-export-k3f9 --step Build -m 'use the streaming writer'"
    })
final class RetryCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  @Option(names = "--step", paramLabel = "STEP", description = "The one that failed, if not said.")
  private @Nullable String step;

  @Option(
      names = {"-m", "--message"},
      paramLabel = "LINE",
      description = "What the agent is told.")
  private @Nullable String note;

  RetryCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    RetryStep params = new RetryStep(task.id, step, note, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.task().retry(params));
  }
}
