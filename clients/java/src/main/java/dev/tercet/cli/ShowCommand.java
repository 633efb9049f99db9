package dev.tercet.cli;

import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.TaskView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Show everything about one task.",
    footer = {"", "Examples:", "  tercet show csv-export-k3f9", "  tercet show csv --json"})
final class ShowCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Parameters(paramLabel = "TASK", description = "Its id, or the beginning of it.")
  private String task = "";

  ShowCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    TaskView view = cli.ask(daemon -> daemon.task().show(new TaskParams(task)));
    if (json.on) {
      cli.json(view);
    } else {
      TaskText.page(cli, view);
    }
    return ExitCode.DONE;
  }
}
