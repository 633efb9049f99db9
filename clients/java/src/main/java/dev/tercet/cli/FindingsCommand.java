package dev.tercet.cli;

import dev.tercet.protocol.FindingList;
import dev.tercet.protocol.TaskParams;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "findings",
    description = "List what the reviewers found, what several found first.",
    footer = {
      "",
      "Examples:",
      "  tercet findings csv-export-k3f9",
      "  tercet accept csv-export-k3f9 c1",
      "  tercet dismiss csv-export-k3f9 c2 -m 'house style'"
    })
final class FindingsCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  FindingsCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    FindingList list = cli.ask(daemon -> daemon.finding().list(new TaskParams(task.id)));
    if (json.on) {
      cli.json(list);
    } else {
      FindingText.print(cli.out(), task.id, list);
    }
    return ExitCode.DONE;
  }
}
