package dev.tercet.cli;

import dev.tercet.protocol.Approve;
import dev.tercet.protocol.Asked.Approval;
import dev.tercet.protocol.ReadArtifact;
import dev.tercet.protocol.TaskView;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "approve",
    description = "Approve what a planner wrote, after showing it.",
    footer = {
      "",
      "Only what was shown is approved: when it changed since, the approval is refused.",
      "",
      "Examples:",
      "  tercet approve csv-export-k3f9",
      "  tercet approve csv-export-k3f9 --revision 2    # was read elsewhere"
    })
final class ApproveCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  @Mixin private DecisionOption decision = new DecisionOption();

  @Option(
      names = "--revision",
      paramLabel = "N",
      description = "Approve this revision, without being asked.")
  private @Nullable Integer revision;

  @Option(
      names = {"-y", "--yes"},
      description = "Approve what is shown, without being asked.")
  private boolean yes;

  ApproveCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    OpenDecision<Approval> open = OpenDecision.find(cli, task.id, Approval.class, decision.id);
    Approval shown = open.asked();
    if (!json.on) {
      ApprovalText.print(cli, open.view(), shown, text(open));
    }
    String what = shown.artifact() + " revision " + shown.revision();
    if (revision == null && !yes && !agreed(what)) {
      throw Failed.because(
          "not approved: " + what,
          "tercet reject " + open.view().task() + " 'what is wrong' sends it back");
    }
    boolean same = revision == null || revision == shown.revision();
    Approve params =
        new Approve(
            open.view().task(),
            open.view().id(),
            revision == null ? (Integer) shown.revision() : revision,
            same ? shown.blob() : null,
            null,
            cli.key());
    TaskView view = cli.ask(daemon -> daemon.decision().approve(params));
    if (json.on) {
      cli.json(view);
    } else {
      cli.out().line(Style.GREEN.of("approved " + what));
      TaskText.result(cli, view);
    }
    return ExitCode.DONE;
  }

  private String text(OpenDecision<Approval> open) {
    String text = open.asked().text();
    if (text != null) {
      return text;
    }
    ReadArtifact params =
        new ReadArtifact(open.view().task(), open.asked().artifact(), open.asked().revision());
    return cli.ask(daemon -> daemon.artifact().read(params)).text();
  }

  private boolean agreed(String what) {
    if (!cli.terminal() || json.on) {
      throw Failed.usage(
          "nobody can be asked here whether " + what + " is right",
          "approve it with --revision N or --yes");
    }
    return cli.confirm("Approve " + what + "?");
  }
}
