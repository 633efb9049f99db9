package dev.tercet.cli;

import dev.tercet.front.Front;
import dev.tercet.front.Streams;
import dev.tercet.protocol.connect.Hello.Speech;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** A command that an editor or an agent host starts, and that only moves bytes. */
abstract class FrontCommand implements Callable<Integer> {

  private final Cli cli;
  private final Speech speech;

  FrontCommand(Cli cli, Speech speech) {
    this.cli = cli;
    this.speech = speech;
  }

  @Override
  public Integer call() {
    World world = cli.world();
    Streams streams = new Streams(world.in(), world.out(), world.err(), false);
    return Front.run(speech, world.environment(), world.cwd(), streams);
  }

  @Command(
      name = "lsp",
      description = "Be a language server on this program's streams; for editors to start.",
      footer = {"", "Examples:", "  tercet lsp    # what an editor's settings name as the server"})
  static final class Lsp extends FrontCommand {
    Lsp(Cli cli) {
      super(cli, Speech.LSP);
    }
  }
}
