package dev.tercet.server;

import dev.tercet.server.perform.Environment;
import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The variables of the user's login shell, read once: agents must see the same whoever started the
 * daemon.
 */
record LoginShell(Map<String, String> variables, Map<String, String> started) {

  private static final Logger LOG = LoggerFactory.getLogger(LoginShell.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MOST_OUTPUT = 1 << 20;

  LoginShell {
    variables = Map.copyOf(variables);
    started = Map.copyOf(started);
  }

  /** Asks the login shell; where it does not answer, what the daemon was started with has to do. */
  static LoginShell read(Processes processes, Map<String, String> started) {
    String shell = started.getOrDefault("SHELL", "/bin/sh");
    Map<String, String> bare = new HashMap<>();
    for (String name :
        List.of("HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "PATH", "TERM")) {
      if (started.containsKey(name)) {
        bare.put(name, started.get(name));
      }
    }
    try {
      ProcessResult result =
          processes.run(
              new ProcessSpec(
                  List.of(shell, "-lc", "env -0"), Path.of("/"), bare, TIMEOUT, MOST_OUTPUT));
      Map<String, String> variables = parse(result.out().text());
      if (result.succeeded() && variables.containsKey("PATH")) {
        return new LoginShell(merged(variables, started), started);
      }
      LOG.warn("the login shell {} did not tell its variables: exit {}", shell, result.exitCode());
    } catch (ProcessException failed) {
      LOG.warn("the login shell {} could not be asked: {}", shell, failed.getMessage());
    }
    return new LoginShell(started, started);
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> variables = new HashMap<>();
    for (String entry : text.split("\0", -1)) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        variables.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return variables;
  }

  /** A login shell may forget where the client found its programs; both places are looked at. */
  private static Map<String, String> merged(
      Map<String, String> login, Map<String, String> started) {
    Map<String, String> merged = new HashMap<>(started);
    merged.putAll(login);
    String own = started.get("PATH");
    String path = login.get("PATH");
    if (own != null && path != null && !path.equals(own)) {
      merged.put("PATH", own + ":" + path);
    }
    return merged;
  }

  /** Git runs as the user would run it. */
  Map<String, String> forGit() {
    return variables;
  }

  /** The values of variables that are named like keys. */
  List<String> secrets() {
    return Environment.keys(variables);
  }
}
