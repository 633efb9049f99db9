package dev.tercet.cli;

import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.ListDecisions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "inbox",
    description = "List what waits for you, with the command to type for each.",
    footer = {"", "Examples:", "  tercet inbox", "  tercet inbox --repo ."})
final class InboxCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private RepositoryOption repository = new RepositoryOption();
  @Mixin private JsonOption json = new JsonOption();

  @Parameters(arity = "0..1", paramLabel = "TASK", description = "Only of this task.")
  private @Nullable String task;

  InboxCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    ListDecisions params = new ListDecisions(task, repository.named(cli));
    Inbox inbox = cli.ask(daemon -> daemon.decision().list(params));
    if (json.on) {
      cli.json(inbox);
      return ExitCode.DONE;
    }
    if (inbox.decisions().isEmpty()) {
      cli.out().line("nothing waits for you");
    }
    int number = 0;
    for (DecisionView decision : inbox.decisions()) {
      if (number > 0) {
        cli.out().line("");
      }
      DecisionText.print(cli, Integer.toString(++number), decision, inbox.decisions());
    }
    return ExitCode.DONE;
  }
}
