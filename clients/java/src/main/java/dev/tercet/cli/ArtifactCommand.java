package dev.tercet.cli;

import dev.tercet.protocol.ArtifactList;
import dev.tercet.protocol.ArtifactText;
import dev.tercet.protocol.ArtifactView;
import dev.tercet.protocol.Diagnostic;
import dev.tercet.protocol.DiffArtifact;
import dev.tercet.protocol.ReadArtifact;
import dev.tercet.protocol.TaskParams;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "artifact",
    description = "List a task's artifacts, or print one.",
    footer = {
      "",
      "Examples:",
      "  tercet artifact csv-export-k3f9",
      "  tercet artifact csv-export-k3f9 spec.md",
      "  tercet artifact csv-export-k3f9 spec.md --diff"
    })
final class ArtifactCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Mixin private TaskArgument task = new TaskArgument();

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Such as spec.md.")
  private @Nullable String name;

  @Option(names = "--revision", paramLabel = "N", description = "The newest, if not said.")
  private @Nullable Integer revision;

  @Option(names = "--diff", description = "What changed since the revision before.")
  private boolean diff;

  ArtifactCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    if (name == null) {
      list();
    } else if (diff) {
      DiffArtifact params = new DiffArtifact(task.id, name, null, revision);
      PatchText.print(cli, json, cli.ask(daemon -> daemon.artifact().diff(params)));
    } else {
      ReadArtifact params = new ReadArtifact(task.id, name, revision);
      print(cli.ask(daemon -> daemon.artifact().read(params)));
    }
    return ExitCode.DONE;
  }

  private void list() {
    ArtifactList list = cli.ask(daemon -> daemon.artifact().list(new TaskParams(task.id)));
    if (json.on) {
      cli.json(list);
      return;
    }
    if (list.artifacts().isEmpty()) {
      cli.out().line("no artifacts yet");
      return;
    }
    Table table = new Table("ARTIFACT", "REVISION", "STEP", "", "");
    for (ArtifactView artifact : list.artifacts()) {
      int remarks = artifact.diagnostics().size();
      table.row(
          artifact.name(),
          Integer.toString(artifact.revision()),
          artifact.step(),
          artifact.approved() ? Style.GREEN.of("approved") : "",
          remarks == 0 ? "" : Text.count(remarks, "remark"));
    }
    cli.out().table(table);
  }

  private void print(ArtifactText artifact) {
    if (json.on) {
      cli.json(artifact);
      return;
    }
    cli.out().text(artifact.text(), cli.terminal());
    for (Diagnostic diagnostic : artifact.diagnostics()) {
      cli.err().wrapped("", ApprovalText.remark(diagnostic));
    }
    if (artifact.truncated()) {
      cli.err().line("the text is longer; its end is not shown");
    }
  }
}
