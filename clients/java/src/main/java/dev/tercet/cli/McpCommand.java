package dev.tercet.cli;

import dev.tercet.host.Host;
import dev.tercet.host.SettingsFile;
import dev.tercet.host.Surroundings;
import dev.tercet.host.Unusable;
import dev.tercet.protocol.HttpAddress;
import dev.tercet.protocol.NoParams;
import dev.tercet.protocol.connect.Hello.Speech;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "mcp",
    description = "Be an MCP server on this program's streams; for agent hosts to start.",
    footer = {
      "",
      "Examples:",
      "  tercet mcp                            # what a host's settings name as the server",
      "  tercet mcp install claude             # print what Claude Code has to be told",
      "  tercet mcp install codex --write      # write it, after asking",
      "  tercet mcp --http                     # for a host that wants an address"
    })
final class McpCommand extends FrontCommand {

  private final Cli cli;
  @Mixin private JsonOption json = new JsonOption();

  @Option(
      names = "--http",
      description = "Turn the port over HTTP on, and say what a host has to be told of it.")
  private boolean http;

  McpCommand(Cli cli) {
    super(cli, Speech.MCP);
    this.cli = cli;
  }

  @Override
  public Integer call() {
    return http ? sayWhere() : super.call();
  }

  /** What a host over HTTP has to be told. The secret stays in its file. */
  private int sayWhere() {
    HttpAddress address = cli.ask(daemon -> daemon.server().http(new NoParams()));
    if (json.on) {
      cli.json(address);
      return ExitCode.DONE;
    }
    cli.out()
        .table(
            new Table("", "")
                .row("address", address.url())
                .row("header", "Authorization: Bearer TOKEN")
                .row("TOKEN", "is what " + address.tokenFile() + " holds"));
    if (!address.lasting()) {
      cli.err()
          .wrapped(
              "• ",
              "It is there until the daemon ends. To have it at the same place after each start,"
                  + " set \"http.port\" in your settings.json, to this port or another.");
    }
    return ExitCode.DONE;
  }

  /** Whose settings are meant, as it is typed. */
  enum Scope {
    user,
    project
  }

  @Command(
      name = "install",
      description = {
        "Tell an agent host of Tercet: claude, codex, vscode, cursor, gemini, zed or opencode.",
        "Prints what belongs into the host's file; writes it with --write, and keeps what is there."
      },
      footer = {
        "",
        "Examples:",
        "  tercet mcp install vscode --write",
        "  tercet mcp install claude --scope project --yes"
      })
  int install(
      @Parameters(paramLabel = "HOST", description = "The host that is to know of Tercet.")
          String name,
      @Option(
              names = "--scope",
              defaultValue = "user",
              description = "user (as it is unless said), or project for all who work in a folder.")
          Scope scope,
      @Option(names = "--write", description = "Write it, after asking.") boolean write,
      @Option(
              names = {"-y", "--yes"},
              description = "Write it without asking.")
          boolean yes) {
    Host host =
        Host.find(name)
            .orElseThrow(
                () ->
                    Failed.usage(
                        "no host is called " + name,
                        "there is: "
                            + String.join(", ", Host.words())
                            + "; any other starts `tercet mcp` over standard input and output"));
    Host.Scope whose =
        switch (scope) {
          case user -> Host.Scope.USER;
          case project -> Host.Scope.PROJECT;
        };
    Host.Start start = start(whose);
    Path path = host.file(whose, surroundings());
    if (write || yes) {
      return write(host, start, path, yes);
    }
    cli.out().line(host.title() + " reads " + path + ", where this belongs:");
    cli.out().line("");
    cli.out().raw(host.snippet(start).stripTrailing());
    cli.out().line("");
    cli.out().line("--write puts it there and keeps everything else.");
    return ExitCode.DONE;
  }

  /**
   * For the user as this command was started; for others by its name, as they have it elsewhere.
   */
  private Host.Start start(Host.Scope scope) {
    String home = cli.world().environment().get("TERCET_HOME");
    String program = cli.world().program();
    return switch (scope) {
      case USER ->
          new Host.Start(
              program.contains("/") ? cli.path(program).toString() : program,
              home == null ? Map.of() : Map.of("TERCET_HOME", home));
      case PROJECT -> new Host.Start("tercet", Map.of());
    };
  }

  private Surroundings surroundings() {
    World world = cli.world();
    return new Surroundings(world.environment(), world.cwd(), System.getProperty("os.name", ""));
  }

  private int write(Host host, Host.Start start, Path path, boolean yes) {
    try {
      SettingsFile file = SettingsFile.read(path);
      String changed = host.added(file.text(), start);
      if (changed.equals(file.text())) {
        cli.out().line(path + " has it already; nothing was changed");
        return ExitCode.DONE;
      }
      if (!yes) {
        ask(host, start, file);
      }
      file.replace(changed);
      cli.out().line((file.exists() ? "changed " : "wrote ") + path + "; " + host.next());
      return ExitCode.DONE;
    } catch (Unusable unusable) {
      throw Failed.because(
          path + " was left as it is: " + unusable.why(),
          "mend it, or put in by hand what tercet mcp install " + host.word() + " prints");
    } catch (IOException failed) {
      throw Failed.because(
          path + " could not be read or written: " + failed,
          "put in by hand what tercet mcp install " + host.word() + " prints");
    }
  }

  private void ask(Host host, Host.Start start, SettingsFile file) {
    if (!cli.terminal()) {
      throw Failed.usage(
          "nobody can be asked here whether to write " + file.path(), "write it with --yes");
    }
    cli.out().raw(host.snippet(start).stripTrailing());
    String question =
        file.exists() ? "Put this into " + file.path() + "?" : "Write " + file.path() + "?";
    if (!cli.confirm(question)) {
      throw Failed.because("not written: " + file.path(), "nothing was changed");
    }
  }
}
