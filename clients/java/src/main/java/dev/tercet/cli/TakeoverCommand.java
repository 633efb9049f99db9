package dev.tercet.cli;

import dev.tercet.protocol.TaskCommand;
import dev.tercet.protocol.TaskView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "takeover",
    description = "Stop a task's agents and work in its worktree yourself.",
    footer = {
      "",
      "Examples:",
      "  tercet takeover csv-export-k3f9",
      "  tercet handback csv-export-k3f9"
    })
final class TakeoverCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  TakeoverCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    TaskCommand params = new TaskCommand(task.id, null, cli.key());
    TaskView view = cli.ask(daemon -> daemon.task().takeover(params));
    if (json.on) {
      cli.json(view);
    } else {
      TaskText.result(cli, view);
      if (view.worktree() != null) {
        cli.out().line("cd " + Text.quoted(view.worktree()));
      }
    }
    return ExitCode.DONE;
  }
}
