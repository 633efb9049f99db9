package dev.tercet.cli;

import dev.tercet.protocol.connect.TercetVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The table of all commands. Only the one that was typed is built, because reading the annotations
 * of all of them is most of what starting costs.
 */
final class Commands {

  private static final Map<String, Function<Cli, Object>> TABLE = new LinkedHashMap<>();

  static {
    TABLE.put("init", InitCommand::new);
    TABLE.put("doctor", DoctorCommand::new);
    TABLE.put("new", NewCommand::new);
    TABLE.put("list", ListCommand::new);
    TABLE.put("show", ShowCommand::new);
    TABLE.put("inbox", InboxCommand::new);
    TABLE.put("artifact", ArtifactCommand::new);
    TABLE.put("diff", DiffCommand::new);
    TABLE.put("approve", ApproveCommand::new);
    TABLE.put("reject", RejectCommand::new);
    TABLE.put("answer", AnswerCommand::new);
    TABLE.put("findings", FindingsCommand::new);
    TABLE.put("accept", AcceptCommand::new);
    TABLE.put("dismiss", DismissCommand::new);
    TABLE.put("push-back", PushBackCommand::new);
    TABLE.put("ask", AskCommand::new);
    TABLE.put("merge", MergeCommand::new);
    TABLE.put("undo", UndoCommand::new);
    TABLE.put("trust", TrustCommand::new);
    TABLE.put("resolve", ResolveCommand::new);
    TABLE.put("pause", PauseCommand::new);
    TABLE.put("resume", ResumeCommand::new);
    TABLE.put("retry", RetryCommand::new);
    TABLE.put("takeover", TakeoverCommand::new);
    TABLE.put("handback", HandbackCommand::new);
    TABLE.put("rebase", RebaseCommand::new);
    TABLE.put("abandon", AbandonCommand::new);
    TABLE.put("delete", DeleteCommand::new);
    TABLE.put("log", LogCommand::new);
    TABLE.put("watch", WatchCommand::new);
    TABLE.put("workflow", WorkflowCommand::new);
    TABLE.put("preset", PresetCommand::new);
    TABLE.put("journal", JournalCommand::new);
    TABLE.put("daemon", DaemonCommands::new);
    TABLE.put("lsp", FrontCommand.Lsp::new);
    TABLE.put("mcp", McpCommand::new);
    TABLE.put("demo", DemoCommand::new);
    TABLE.put("completion", CompletionCommand::new);
  }

  private Commands() {}

  /** With just the command that the first word names; with all where it names none. */
  static CommandLine of(Cli cli, String[] args) {
    Function<Cli, Object> one = args.length == 0 ? null : TABLE.get(args[0]);
    if (one == null) {
      return all(cli);
    }
    CommandLine root = root();
    root.addSubcommand(args[0], new CommandLine(one.apply(cli)));
    return root;
  }

  static CommandLine all(Cli cli) {
    CommandLine root = root();
    TABLE.forEach((name, make) -> root.addSubcommand(name, new CommandLine(make.apply(cli))));
    return root;
  }

  private static CommandLine root() {
    CommandLine root = new CommandLine(new Root());
    root.getCommandSpec().version("tercet " + TercetVersion.CURRENT);
    return root;
  }

  @Command(
      name = "tercet",
      description = "Hand over tickets, decide what needs you, merge the changes.",
      synopsisSubcommandLabel = "COMMAND",
      commandListHeading = "%nCommands:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "1:refused or failed, with the reason on the error stream",
        "2:called in a way that cannot be meant",
        "3:the daemon cannot be reached"
      },
      footer = {
        "",
        "Examples:",
        "  tercet new 'CSV export' -d 'Invoices as CSV, all pages'",
        "  tercet inbox",
        "  tercet approve csv-export-k3f9",
        "  tercet merge csv-export-k3f9",
        "",
        "tercet COMMAND --help says more about each.",
        "--standalone runs the daemon in the command's own process, for as long as that lives."
      })
  private static final class Root implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "Say which version this is.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it itself.
    private boolean version;

    @Override
    public Integer call() {
      throw new ParameterException(spec.commandLine(), "a command is missing");
    }
  }
}
