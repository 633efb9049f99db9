package dev.tercet.cli;

import dev.tercet.protocol.Judgement.Verdict;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "ask",
    description = "Ask the reviewer about findings.",
    footer = {"", "Examples:", "  tercet ask csv-export-k3f9 f2 -m 'which input shows it?'"})
final class AskCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private Judging judging = new Judging();

  AskCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    return judging.judgeInWords(cli, Verdict.ASK, "the question");
  }
}
