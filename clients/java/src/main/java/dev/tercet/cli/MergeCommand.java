package dev.tercet.cli;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Merge;
import dev.tercet.protocol.Overlap;
import dev.tercet.protocol.Verification;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "merge",
    description = "Hand a task to the merge train, after showing what would be merged.",
    footer = {
      "",
      "Examples:",
      "  tercet merge csv-export-k3f9",
      "  tercet merge csv-export-k3f9 --yes"
    })
final class MergeCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  @Mixin private DecisionOption decision = new DecisionOption();

  @Option(
      names = "--head",
      paramLabel = "COMMIT",
      description = "Merge this commit, without being asked.")
  private @Nullable String head;

  @Option(
      names = {"-y", "--yes"},
      description = "Merge what is shown, without being asked.")
  private boolean yes;

  MergeCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    OpenDecision<Asked.Merge> open =
        OpenDecision.find(cli, task.id, Asked.Merge.class, decision.id);
    Asked.Merge shown = open.asked();
    if (!json.on) {
      print(open.view(), shown);
    }
    if (head == null && !yes && !agreed(shown)) {
      throw Failed.because(
          "not merged: " + open.view().task(),
          "tercet reject " + open.view().task() + " 'what is missing' sends it back");
    }
    Merge params =
        new Merge(
            open.view().task(),
            open.view().id(),
            head == null ? shown.head() : head,
            null,
            cli.key());
    return TaskResult.of(cli, json, daemon -> daemon.decision().merge(params));
  }

  private boolean agreed(Asked.Merge shown) {
    if (!cli.terminal() || json.on) {
      throw Failed.usage(
          "nobody can be asked here whether to merge", "merge with --head COMMIT or --yes");
    }
    return cli.confirm("Merge " + TaskText.short7(shown.head()) + " into " + shown.target() + "?");
  }

  private void print(DecisionView view, Asked.Merge shown) {
    Screen out = cli.out();
    out.line(
        Style.BOLD.of(view.task())
            + " · "
            + Text.line(view.taskTitle())
            + ": "
            + TaskText.short7(shown.head())
            + " → "
            + shown.target());
    if (shown.delta() != null) {
      out.line(
          "only what came since "
              + TaskText.short7(shown.delta())
              + ", which you decided on before:");
    }
    if (shown.remarks() != null) {
      shown.remarks().forEach(remark -> out.wrapped("", Style.YELLOW.of(Text.line(remark))));
    }
    ChangeText.print(out, shown.files());
    Verification verification = shown.verification();
    if (verification == null) {
      out.line(Style.YELLOW.of("nothing verifies this change"));
    } else {
      String text = verification.command() + ": " + verification.text().strip();
      out.line((verification.passed() ? Style.GREEN : Style.RED).of(text));
    }
    for (Overlap overlap : shown.overlaps()) {
      out.wrapped("", Style.YELLOW.of(TaskText.overlap(view.task(), overlap)));
    }
  }
}
