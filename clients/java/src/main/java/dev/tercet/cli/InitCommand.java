package dev.tercet.cli;

import dev.tercet.protocol.InitRepository;
import dev.tercet.protocol.RepositoryParams;
import dev.tercet.protocol.SettingsProposal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "init",
    description = "Propose settings for a repository and write them.",
    footer = {"", "Examples:", "  tercet init", "  tercet init --repo ~/src/shop --yes"})
final class InitCommand implements Callable<Integer> {

  private final Cli cli;
  @Mixin private RepositoryOption repository = new RepositoryOption();
  @Mixin private JsonOption json = new JsonOption();

  @Option(
      names = {"-y", "--yes"},
      description = "Write without being asked.")
  private boolean yes;

  @Option(names = "--replace", description = "Write over settings that are there.")
  private boolean replace;

  @Option(names = "--print", description = "Only print what would be written.")
  private boolean print;

  InitCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    String folder = repository.orHere(cli);
    SettingsProposal proposal =
        cli.ask(daemon -> daemon.repository().settings(new RepositoryParams(folder)));
    if (json.on) {
      cli.json(proposal);
      return ExitCode.DONE;
    }
    if (proposal.exists() && !replace && !print) {
      cli.out()
          .line(proposal.path() + " is there already; --print shows it, --replace writes it anew");
      return ExitCode.DONE;
    }
    cli.out().line(proposal.settings().stripTrailing());
    proposal.notes().forEach(note -> cli.err().wrapped("• ", Text.line(note)));
    return print ? ExitCode.DONE : write(folder, proposal);
  }

  private int write(String folder, SettingsProposal proposal) {
    if (!yes && !cli.terminal()) {
      throw Failed.usage(
          "nobody can be asked here whether to write " + proposal.path(), "write it with --yes");
    }
    if (!yes && !cli.confirm("Write " + proposal.path() + "?")) {
      throw Failed.because("not written: " + proposal.path(), "nothing was changed");
    }
    InitRepository params = new InitRepository(folder, proposal.settings(), replace ? true : null);
    cli.out().line("wrote " + cli.ask(daemon -> daemon.repository().init(params)).path());
    return ExitCode.DONE;
  }
}
