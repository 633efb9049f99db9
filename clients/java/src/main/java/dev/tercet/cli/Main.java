package dev.tercet.cli;

import static java.util.stream.Collectors.joining;

import dev.tercet.client.DaemonUnreachable;
import dev.tercet.client.Standalone;
import dev.tercet.protocol.ProtocolError;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.MessageIssue;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code tercet} command. */
public final class Main {

  private static final String OTHER_VERSION =
      "the daemon is of another version; tercet daemon stop ends it, then try again";

  private static final String STANDALONE = "--standalone";

  private Main() {}

  public static void main(String[] args) {
    // lsp4j logs what it answers anyway; a person reads this stream.
    LogManager.getLogManager().reset();
    System.exit(run(args, world()));
  }

  /** Runs one command and says how it ended; see {@link ExitCode}. */
  static int run(String[] args, World world) {
    try (Cli cli = new Cli(world)) {
      if (world.environment().containsKey("TERCET_RUN")) {
        complain(
            cli,
            "tercet does not start inside a run: agents cannot decide",
            "ask the person with ask_human");
        return ExitCode.FAILED;
      }
      List<String> words = new ArrayList<>(List.of(args));
      return words.remove(STANDALONE) ? standAlone(words, cli) : execute(words, cli);
    }
  }

  private static int execute(List<String> words, Cli cli) {
    if (!words.isEmpty() && words.getFirst().equals("help")) {
      words.removeFirst();
      words.add("--help");
    }
    String[] args = words.toArray(String[]::new);
    CommandLine line = Commands.of(cli, args);
    configure(line, cli);
    return line.execute(args);
  }

  /** The daemon lives in this process, as long as the command. */
  private static int standAlone(List<String> words, Cli cli) {
    try (AutoCloseable _ = Standalone.start(cli.world().environment())) {
      return execute(words, cli);
    } catch (Exception e) {
      return failed(cli, e);
    }
  }

  private static void configure(CommandLine line, Cli cli) {
    World world = cli.world();
    line.setOut(new PrintWriter(world.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(world.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
        .setUsageHelpWidth(Math.clamp(world.width(), 60, 100))
        .setUsageHelpAutoWidth(false)
        .setParameterExceptionHandler((e, _) -> usage(cli, e))
        .setExecutionExceptionHandler((e, _, _) -> failed(cli, e));
    addHelp(line);
  }

  /** As a mixin of its own: picocli's standard one shifts the arguments of command methods. */
  private static final class HelpOption {

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Say how it is called.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it itself.
    private boolean help;
  }

  private static void addHelp(CommandLine line) {
    line.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
    line.getSubcommands().values().forEach(Main::addHelp);
  }

  private static int usage(Cli cli, ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String help = command + " --help says how it is called";
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && e.getCommandLine().getParent() == null) {
      List<String> close = unmatched.getSuggestions();
      complain(
          cli,
          "there is no command " + unmatched.getUnmatched().getFirst(),
          close.isEmpty() ? help : "did you mean " + String.join(" or ", close) + "?");
    } else {
      complain(cli, String.valueOf(e.getMessage()), help);
    }
    return ExitCode.USAGE;
  }

  private static int failed(Cli cli, Exception e) {
    return switch (e) {
      case Failed failed -> {
        complain(cli, String.valueOf(failed.getMessage()), failed.mend());
        yield failed.exitCode();
      }
      case DaemonUnreachable unreachable -> {
        complain(cli, String.valueOf(unreachable.getMessage()), unreachable.mend());
        yield ExitCode.UNREACHABLE;
      }
      case ResponseErrorException refused -> {
        ResponseError error = refused.getResponseError();
        complain(cli, error.getMessage(), mend(error.getCode()));
        yield ExitCode.FAILED;
      }
      case MessageIssueException garbled -> {
        String issues =
            garbled.getIssues().stream().map(MessageIssue::getText).collect(joining("; "));
        complain(cli, "the daemon's answer was not understood: " + issues, OTHER_VERSION);
        yield ExitCode.FAILED;
      }
      default -> {
        complain(cli, "internal error: " + e, "please report it, with what follows");
        e.printStackTrace(cli.world().err());
        yield ExitCode.FAILED;
      }
    };
  }

  private static void complain(Cli cli, String what, String mend) {
    cli.err().line(Style.RED.of("tercet: ") + what);
    if (!mend.isEmpty()) {
      cli.err().line("  " + mend);
    }
  }

  private static String mend(int code) {
    ProtocolError error = ProtocolError.of(code).orElse(null);
    return switch (error) {
      case null -> code == -32601 ? OTHER_VERSION : "";
      case STALE -> "look at it again, then decide: tercet inbox";
      case UNKNOWN_TASK -> "tercet list --all names every task";
      case BAD_TEMPLATE -> "tercet workflow check FILE says it in full";
      case STOPPING -> "try again in a moment";
      case AMBIGUOUS, REFUSED, UNKNOWN, BAD_SETTINGS, BAD_SCRIPT, KEY_REUSED, REPOSITORY, FAILED ->
          "";
    };
  }

  private static World world() {
    Map<String, String> environment = System.getenv();
    boolean terminal = isTerminal();
    // The one place that reads the working directory; from here on paths are absolute.
    Path cwd = Path.of(System.getProperty("user.dir"));
    return new World(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        environment,
        cwd,
        terminal,
        TerminalWidth.of(environment, terminal),
        InstantSource.system(),
        System.getProperty("tercet.program", "tercet"));
  }

  /** The launcher script knows it best; without one the JVM is asked. */
  private static boolean isTerminal() {
    String said = System.getProperty("tercet.terminal");
    Console console = said == null ? System.console() : null;
    return said == null ? console != null && console.isTerminal() : Boolean.parseBoolean(said);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }
}
