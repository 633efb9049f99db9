package dev.tercet.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
    name = "completion",
    description = "Print a script that completes commands and options in bash and zsh.",
    footer = {
      "",
      "Examples:",
      "  source <(tercet completion)",
      "  tercet completion > ~/.local/share/bash-completion/completions/tercet"
    })
final class CompletionCommand implements Callable<Integer> {

  private final Cli cli;

  CompletionCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.out().raw(AutoComplete.bash("tercet", Commands.all(cli)));
    return ExitCode.DONE;
  }
}
