package dev.tercet.cli;

import dev.tercet.protocol.Judgement.Verdict;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "accept",
    description = "Findings that are right: they go to the builder.",
    footer = {
      "",
      "Examples:",
      "  tercet accept csv-export-k3f9 c1",
      "  tercet accept csv-export-k3f9 f1 f4 -m 'only on the last page'"
    })
final class AcceptCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private Judging judging = new Judging();

  AcceptCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    return judging.judge(cli, Verdict.ACCEPT);
  }
}
