package dev.tercet.cli;

import dev.tercet.protocol.Judgement.Verdict;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "dismiss",
    description = "Findings that are none, with the reason.",
    footer = {"", "Examples:", "  tercet dismiss csv-export-k3f9 c2 -m 'house style'"})
final class DismissCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private Judging judging = new Judging();

  DismissCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    return judging.judgeInWords(cli, Verdict.DISMISS, "the reason");
  }
}
