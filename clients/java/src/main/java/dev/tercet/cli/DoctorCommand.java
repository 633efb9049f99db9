package dev.tercet.cli;

import dev.tercet.protocol.Check;
import dev.tercet.protocol.DoctorParams;
import dev.tercet.protocol.DoctorReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = "Say what is there and what is missing: git, agents, keys, sandbox.",
    footer = {"", "Examples:", "  tercet doctor", "  tercet doctor --refresh"})
final class DoctorCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private RepositoryOption repository = new RepositoryOption();
  @Mixin private JsonOption json = new JsonOption();

  @Option(
      names = "--refresh",
      description = "Read the login shell's environment again and look anew.")
  private boolean refresh;

  DoctorCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    DoctorParams params = new DoctorParams(refresh ? true : null, repository.orHere(cli), null);
    DoctorReport report = cli.ask(daemon -> daemon.server().doctor(params));
    if (json.on) {
      cli.json(report);
      return ExitCode.DONE;
    }
    int width =
        report.checks().stream().mapToInt(check -> Text.width(check.name())).max().orElse(0);
    for (Check check : report.checks()) {
      String head = state(check.state()) + "  " + Text.pad(check.name(), width) + "  ";
      cli.out().wrapped(head, Text.line(check.text()));
      if (check.mend() != null) {
        cli.out().wrapped(" ".repeat(Text.width(head)) + "→ ", Text.line(check.mend()));
      }
    }
    return ExitCode.DONE;
  }

  private static String state(Check.State state) {
    return switch (state) {
      case OK -> Style.GREEN.of("ok     ");
      case WARNING -> Style.YELLOW.of("warning");
      case MISSING -> Style.RED.of("missing");
    };
  }
}
