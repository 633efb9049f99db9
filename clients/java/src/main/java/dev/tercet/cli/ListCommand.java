package dev.tercet.cli;

import dev.tercet.protocol.ListTasks;
import dev.tercet.protocol.TaskList;
import dev.tercet.protocol.TaskSummary;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "List tasks and how they stand.",
    footer = {
      "",
      "Examples:",
      "  tercet list",
      "  tercet list --repo . --all",
      "  tercet list --json"
    })
final class ListCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private RepositoryOption repository = new RepositoryOption();
  @Mixin private JsonOption json = new JsonOption();

  @Option(
      names = {"-a", "--all"},
      description = "Also tasks that have ended.")
  private boolean all;

  ListCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    ListTasks params = new ListTasks(repository.named(cli), all ? true : null);
    TaskList list = cli.ask(daemon -> daemon.task().list(params));
    if (json.on) {
      cli.json(list);
    } else if (list.tasks().isEmpty()) {
      cli.out()
          .line(
              "no tasks"
                  + (all ? "" : " at work")
                  + "; tercet new 'title' -d 'what is wanted' makes one");
    } else {
      TaskText.board(list.tasks(), cli.out().width()).forEach(cli.out()::line);
      int waiting = list.tasks().stream().mapToInt(TaskSummary::decisions).sum();
      if (waiting > 0) {
        cli.out().line(Text.count(waiting, "decision") + " for you: tercet inbox");
      }
    }
    return ExitCode.DONE;
  }
}
