package dev.tercet.cli;

import dev.tercet.protocol.Asked.Trust;
import dev.tercet.protocol.Resolve;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "trust",
    description = "Show what a repository would make run for a task, and let it.",
    footer = {
      "",
      "Where something else was trusted before, the difference is shown. Trusted is exactly what"
          + " is",
      "shown, in that repository; when it changes you are asked again.",
      "",
      "Examples:",
      "  tercet trust csv-export-k3f9"
    })
final class TrustCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Parameters(paramLabel = "TASK", description = "Its id, or the beginning of it.")
  private String task = "";

  @Option(names = "--decision", paramLabel = "ID", description = "Which one, where several wait.")
  private @Nullable String decision;

  @Option(
      names = {"-y", "--yes"},
      description = "Trust what is shown, without being asked.")
  private boolean yes;

  TrustCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    OpenDecision<Trust> open = OpenDecision.find(cli, task, Trust.class, decision);
    if (!json.on) {
      print(open);
    }
    if (!yes && !agreed(open.asked())) {
      throw Failed.because(
          "not trusted, and nothing of it has run",
          "tercet abandon " + open.view().task() + " gives the task up");
    }
    Resolve params =
        new Resolve(open.view().task(), open.view().id(), "trust", null, null, cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.decision().resolve(params));
  }

  private void print(OpenDecision<Trust> open) {
    Screen out = cli.out();
    out.wrapped("", Style.BOLD.of(open.view().task()) + " · " + Text.line(open.asked().what()));
    out.wrapped("", "from " + open.view().repository());
    out.line("");
    open.asked().content().lines().forEach(out::line);
    out.line("");
  }

  private boolean agreed(Trust asked) {
    if (!cli.terminal() || json.on) {
      throw Failed.usage(
          "nobody can be asked here whether " + asked.what() + " may run", "trust it with --yes");
    }
    return cli.confirm("Let exactly this run?");
  }
}
