package dev.tercet.cli;

import dev.tercet.protocol.Resolve;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "resolve",
    description = "Choose what is to be done about a failure, a conflict, a limit and the like.",
    footer = {
      "",
      "tercet inbox lists the options of each.",
      "",
      "Examples:",
      "  tercet resolve csv-export-k3f9 d4 retry -m 'the port is taken'"
    })
final class ResolveCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  @Parameters(index = "1", paramLabel = "DECISION", description = "Its id, such as d4.")
  private String decision = "";

  @Parameters(index = "2", paramLabel = "OPTION", description = "One of those that inbox lists.")
  private String option = "";

  @Option(
      names = {"-m", "--message"},
      paramLabel = "LINE",
      description = "An instruction, a new limit.")
  private @Nullable String line;

  ResolveCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Resolve params = new Resolve(task.id, decision, option, line, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.decision().resolve(params));
  }
}
