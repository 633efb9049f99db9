package dev.tercet.cli;

import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.TaskView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "show",
    description = "Show everything about one task.",
    footer = {"", "Examples:", "  tercet show csv-export-k3f9", "  tercet show csv --json"})
final class ShowCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  ShowCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    TaskView view = cli.ask(daemon -> daemon.task().show(new TaskParams(task.id)));
    if (json.on) {
      cli.json(view);
    } else {
      TaskText.page(cli, view);
    }
    return ExitCode.DONE;
  }
}
