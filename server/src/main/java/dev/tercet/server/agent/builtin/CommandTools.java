package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.Stop;
import dev.tercet.server.agent.Turn;
import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.builtin.Tool.Outcome;
import dev.tercet.server.agent.builtin.Tree.Refused;
import dev.tercet.server.model.ToolDefinition;
import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.workflow.Role;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Command lines, where the role may run them, and the change under review, which all may see. */
final class CommandTools {

  private static final int OUTPUT = 30_000;
  private static final int LONGEST_SECONDS = 3_600;
  private static final int USUAL_SECONDS = 600;
  private static final Duration DIFF = Duration.ofSeconds(60);

  private final SessionRequest request;
  private final CommandRunner runner;
  private final Stop stop;
  private final Map<String, String> environment;

  /**
   * @param keyVariable holds the provider's key, which no command gets to see
   */
  CommandTools(
      SessionRequest request, CommandRunner runner, Stop stop, @Nullable String keyVariable) {
    this.request = request;
    this.runner = runner;
    this.stop = stop;
    Map<String, String> variables = new HashMap<>(request.environment());
    if (keyVariable != null) {
      String key = variables.remove(keyVariable);
      variables.values().removeIf(value -> !value.isEmpty() && value.equals(key));
    }
    variables.put(ProcessSpec.RUN_VARIABLE, request.run().value());
    variables.put("TMPDIR", request.temp().toString());
    this.environment = Map.copyOf(variables);
  }

  List<Tool> tools(Turn turn) {
    List<Tool> tools = new ArrayList<>();
    tools.add(
        new Tool(
            new ToolDefinition(
                "show_change",
                "Shows what was changed since a commit, as git's diff of committed files.",
                """
                {"type":"object","properties":{
                "since":{"type":"string","description":"a commit, as the instructions name it"},
                "path":{"type":"string","description":"only of this file or folder"},
                "names_only":{"type":"boolean","description":"only the names of changed files"}},
                "required":["since"]}"""),
            "read",
            "since",
            arguments -> change(arguments, turn)));
    if (request.role() == Role.BUILD || runner.confines(request.role())) {
      tools.add(
          new Tool(
              new ToolDefinition(
                  "run_command",
                  "Runs a command line with the shell in the working directory. Both streams are"
                      + " returned, cut in the middle when long. What it leaves running is ended.",
                  """
                  {"type":"object","properties":{
                  "command":{"type":"string","description":"the command line"},
                  "timeout_seconds":{"type":"integer","description":"1 to 3600; left out: 600"}},
                  "required":["command"]}"""),
              "execute",
              "command",
              arguments -> run(arguments, turn)));
    }
    return tools;
  }

  private Outcome run(Arguments arguments, Turn turn)
      throws Refused, TurnOver, InterruptedException {
    String command = arguments.text("command");
    int seconds =
        Math.clamp(arguments.number("timeout_seconds", USUAL_SECONDS), 1, LONGEST_SECONDS);
    return run(shell(command), Duration.ofSeconds(seconds), turn);
  }

  private static List<String> shell(String command) {
    return File.separatorChar == '\\'
        ? List.of("cmd", "/c", command + " 2>&1")
        : List.of("/bin/sh", "-c", "exec 2>&1\n" + command);
  }

  private Outcome change(Arguments arguments, Turn turn)
      throws Refused, TurnOver, InterruptedException {
    String since = arguments.text("since");
    if (!since.matches("[0-9A-Za-z][0-9A-Za-z._/~^-]{0,200}")) {
      throw new Refused("\"" + since + "\" is no commit; name one as the instructions do");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "--no-pager",
                "-c",
                "core.fsmonitor=false",
                "-c",
                "core.hooksPath=/dev/null"));
    command.addAll(List.of("diff", "--no-ext-diff", "--no-textconv", "--no-color"));
    if (arguments.flag("names_only")) {
      command.add("--name-status");
    }
    command.addAll(List.of(since, "HEAD", "--"));
    arguments.optionalText("path").filter(path -> !path.isBlank()).ifPresent(command::add);
    return run(command, DIFF, turn);
  }

  private Outcome run(List<String> command, Duration limit, Turn turn)
      throws TurnOver, InterruptedException {
    Duration left = turn.left();
    Duration shorter = left.compareTo(limit) < 0 ? left : limit;
    ProcessSpec spec =
        new ProcessSpec(
            command,
            request.directory(),
            environment,
            shorter.isPositive() ? shorter : Duration.ofMillis(1),
            OUTPUT);
    ProcessResult result;
    try {
      result = stop.during(() -> runner.run(request, spec));
    } catch (ProcessException failure) {
      return Outcome.failed(String.valueOf(failure.getMessage()));
    }
    turn.checkTime();
    String output = (result.out().text() + result.err().text()).strip();
    if (result.timedOut()) {
      return Outcome.failed(
          output + "\n[not over after " + shorter.toSeconds() + " s: ended with all it started]");
    }
    String ending = "[exit code " + result.exitCode() + "]";
    return new Outcome(output.isEmpty() ? ending : output + "\n" + ending, !result.succeeded());
  }
}
