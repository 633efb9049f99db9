package dev.tercet.cli;

import dev.tercet.protocol.ChangeList;
import dev.tercet.protocol.PatchParams;
import dev.tercet.protocol.TaskParams;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    description = "Show what a task's branch changes.",
    footer = {
      "",
      "Examples:",
      "  tercet diff csv-export-k3f9",
      "  tercet diff csv-export-k3f9 src/Invoice.java",
      "  tercet diff csv-export-k3f9 --stat"
    })
final class DiffCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "Relative to the repository.")
  private @Nullable String path;

  @Option(names = "--stat", description = "Only the files and how much of them.")
  private boolean stat;

  DiffCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    if (!stat) {
      PatchText.print(
          cli,
          json,
          cli.ask(daemon -> daemon.change().patch(new PatchParams(task.id, path, null, null))));
      return ExitCode.DONE;
    }
    ChangeList list = cli.ask(daemon -> daemon.change().files(new TaskParams(task.id)));
    if (json.on) {
      cli.json(list);
      return ExitCode.DONE;
    }
    ChangeText.print(cli.out(), list.files());
    for (String uncommitted : list.uncommitted()) {
      cli.out().line(Style.YELLOW.of("not committed: " + uncommitted));
    }
    return ExitCode.DONE;
  }
}
