package dev.tercet.cli;

import dev.tercet.protocol.Rebase;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "rebase",
    description = "Move a task onto a newer base; approvals are asked for again.",
    footer = {
      "",
      "Examples:",
      "  tercet rebase csv-export-k3f9",
      "  tercet rebase csv-export-k3f9 --onto origin/main"
    })
final class RebaseCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  @Option(
      names = "--onto",
      paramLabel = "REVISION",
      description = "The target's head, if not said.")
  private @Nullable String onto;

  RebaseCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Rebase params = new Rebase(task.id, onto, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.task().rebase(params));
  }
}
