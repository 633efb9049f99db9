package dev.tercet.cli;

import dev.tercet.protocol.Judgement.Verdict;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "push-back",
    description = "Findings to be mended as you say.",
    footer = {"", "Examples:", "  tercet push-back csv-export-k3f9 c1 -m 'stream it instead'"})
final class PushBackCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private Judging judging = new Judging();

  PushBackCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    return judging.judgeInWords(cli, Verdict.PUSH_BACK, "what the builder should do");
  }
}
