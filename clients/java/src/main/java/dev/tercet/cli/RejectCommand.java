package dev.tercet.cli;

import dev.tercet.protocol.Reject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "reject",
    description = "Send a spec or a change back, with what is wrong.",
    footer = {"", "Examples:", "  tercet reject csv-export-k3f9 'semicolons, not commas'"})
final class RejectCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  @Parameters(index = "1", paramLabel = "CORRECTION", description = "What is wrong, in a line.")
  private String correction = "";

  @Mixin private DecisionOption decision = new DecisionOption();

  RejectCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Reject params = new Reject(task.id, correction, decision.id, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.decision().reject(params));
  }
}
