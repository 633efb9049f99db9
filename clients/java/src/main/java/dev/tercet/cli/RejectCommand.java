package dev.tercet.cli;

import dev.tercet.protocol.Reject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "reject",
    description = "Send a spec or a change back, with what is wrong.",
    footer = {"", "Examples:", "  tercet reject csv-export-k3f9 'semicolons, not commas'"})
final class RejectCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Parameters(index = "0", paramLabel = "TASK", description = "Its id, or the beginning of it.")
  private String task = "";

  @Parameters(index = "1", paramLabel = "CORRECTION", description = "What is wrong, in a line.")
  private String correction = "";

  @Option(names = "--decision", paramLabel = "ID", description = "Which one, where several wait.")
  private @Nullable String decision;

  RejectCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Reject params = new Reject(task, correction, decision, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.decision().reject(params));
  }
}
