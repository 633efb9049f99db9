package dev.tercet.cli;

import dev.tercet.protocol.ExportJournal;
import dev.tercet.protocol.JournalCheck;
import dev.tercet.protocol.JournalLines;
import dev.tercet.protocol.TaskParams;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "journal",
    description = "Check or export the log that is the truth about a task.",
    footer = {
      "",
      "Examples:",
      "  tercet journal verify csv-export-k3f9",
      "  tercet journal export csv-export-k3f9 > log.ndjson"
    })
final class JournalCommand implements Callable<Integer> {

  private static final int PAGE = 500;

  private final Cli cli;
  @Spec private CommandSpec spec = CommandSpec.create();

  JournalCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "verify or export is missing");
  }

  @Command(name = "verify", description = "Check every hash; a break is exit code 1.")
  int verify(
      @Parameters(paramLabel = "TASK", description = "Its id, or the beginning of it.") String task,
      @Mixin JsonOption json) {
    JournalCheck check = cli.ask(daemon -> daemon.journal().verify(new TaskParams(task)));
    if (json.on) {
      cli.json(check);
    } else {
      String text = Text.count((int) check.events(), "event") + ": " + check.text();
      cli.out().wrapped("", (check.intact() ? Style.GREEN : Style.RED).of(text));
    }
    return check.intact() ? ExitCode.DONE : ExitCode.FAILED;
  }

  @Command(name = "export", description = "Print every event as one line of JSON.")
  int export(
      @Parameters(paramLabel = "TASK", description = "Its id, or the beginning of it.")
          String task) {
    Long from = 1L;
    while (from != null) {
      ExportJournal params = new ExportJournal(task, from, PAGE);
      JournalLines part = cli.ask(daemon -> daemon.journal().export(params));
      part.lines().forEach(cli.out()::raw);
      from = part.next();
    }
    return ExitCode.DONE;
  }
}
