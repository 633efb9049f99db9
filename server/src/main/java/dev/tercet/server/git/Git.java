package dev.tercet.server.git;

import dev.tercet.server.process.Executables;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The git executable of this machine and the environment it is run in. Stateless: may be used from
 * any thread.
 */
public final class Git {

  private static final Duration VERSION_TIMEOUT = Duration.ofSeconds(20);
  private static final int STDERR_KEPT = 4000;

  private final Processes processes;
  private final Map<String, String> environment;
  private final Path executable;
  private final GitVersion version;

  /** A git mostly reads and computes, so more of them than processors are only in the way. */
  private final Turns turns = new Turns(Math.max(2, Runtime.getRuntime().availableProcessors()));

  private Git(Processes processes, Map<String, String> environment, Path executable) {
    this.processes = processes;
    this.environment = safe(environment);
    this.executable = executable;
    this.version = readVersion();
  }

  /**
   * Looks git up on the {@code PATH} of the user's environment and checks its version.
   *
   * @param environment the user's, from the login shell; variables that steer git are dropped
   * @throws GitException when there is no git, or one older than {@link GitVersion#OLDEST}
   */
  public static Git find(Processes processes, Map<String, String> environment) {
    Path executable =
        Executables.find("git", environment)
            .orElseThrow(
                () ->
                    new GitException(
                        "there is no git on the PATH ("
                            + environment.getOrDefault("PATH", "")
                            + "): install git "
                            + GitVersion.OLDEST
                            + " or newer",
                        null));
    Git git = new Git(processes, environment, executable);
    if (git.version.compareTo(GitVersion.OLDEST) < 0) {
      throw new GitException(
          executable
              + " is git "
              + git.version
              + ": install git "
              + GitVersion.OLDEST
              + " or newer, or put a newer one first on the PATH",
          null);
    }
    return git;
  }

  /** The version that was found. */
  public GitVersion version() {
    return version;
  }

  /** The executable that was found. */
  public Path executable() {
    return executable;
  }

  /**
   * Runs a command to its end.
   *
   * @throws GitException on an exit code that the call does not expect, on too much output, and
   *     when its time is over
   */
  GitOutput run(GitCall call) {
    Map<String, String> overrides = new HashMap<>(SafeConfiguration.fixed());
    if (call.usesDrivers()) {
      overrides.putAll(SafeConfiguration.drivers(configuredKeys(call.dirs()), lfsIsInstalled()));
    }
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(SafeConfiguration.environment(overrides));
    variables.putAll(call.environment());
    if (!call.usesNetwork()) {
      // No transport has this name: a missing object is an error, never a reason to start one.
      variables.put("GIT_ALLOW_PROTOCOL", "none");
      variables.put("GIT_NO_LAZY_FETCH", "1");
    }
    return run(call, variables);
  }

  /** The names of everything any configuration sets for this checkout. */
  Set<String> configuredKeys(GitDirs dirs) {
    GitCall list = GitCall.in(dirs, "config", "--list", "--name-only", "-z");
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(list.environment());
    return Set.copyOf(run(list, variables).fields());
  }

  /** Looks for a repository from a directory upwards: the one call that discovers anything. */
  GitOutput discover(Path directory, String... arguments) {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(SafeConfiguration.environment(SafeConfiguration.fixed()));
    variables.put("GIT_ALLOW_PROTOCOL", "none");
    ProcessResult result =
        processes.run(new ProcessSpec(command, directory, variables, VERSION_TIMEOUT, 1024 * 1024));
    return new GitOutput(result.exitCode(), result.out(), result.err().text());
  }

  private GitOutput run(GitCall call, Map<String, String> variables) {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(call.arguments());
    // Outside of any checkout, because from a folder inside one git would take paths as relative to
    // it.
    ProcessSpec spec =
        new ProcessSpec(
            command, executable.getRoot(), variables, call.timeout(), call.outputLimit());
    ProcessResult result = inTurn(call, spec);
    String err = tail(result.err().text());
    if (result.timedOut()) {
      throw failure(call, result, err, "no end after " + call.timeout().toSeconds() + " s");
    }
    if (!call.expects(result.exitCode())) {
      throw failure(call, result, err, "exit " + result.exitCode() + ": " + err.strip());
    }
    return new GitOutput(result.exitCode(), result.out(), err);
  }

  private ProcessResult inTurn(GitCall call, ProcessSpec spec) {
    if (!call.isShort()) {
      return processes.run(spec, call.input());
    }
    try (Turns.Turn _ = turns.await()) {
      return processes.run(spec, call.input());
    }
  }

  private static GitException failure(
      GitCall call, ProcessResult result, String err, String reason) {
    String what = call.arguments().getFirst() + " in " + call.dirs().workTree();
    return new GitException(
        call.arguments(), result.exitCode(), err, "git " + what + ": " + reason);
  }

  private GitVersion readVersion() {
    ProcessResult result =
        processes.run(
            new ProcessSpec(
                List.of(executable.toString(), "--version"),
                executable.getRoot(),
                environment,
                VERSION_TIMEOUT,
                10_000));
    try {
      return GitVersion.parse(result.out().text());
    } catch (IllegalArgumentException e) {
      throw new GitException(executable + " --version: " + e.getMessage(), e);
    }
  }

  private boolean lfsIsInstalled() {
    return Executables.find("git-lfs", environment).isPresent();
  }

  private static String tail(String text) {
    return text.length() <= STDERR_KEPT ? text : text.substring(text.length() - STDERR_KEPT);
  }

  /** Variables that would steer git are dropped, but for where its two configuration files are. */
  private static Map<String, String> safe(Map<String, String> environment) {
    Map<String, String> safe = new HashMap<>(environment);
    safe.keySet()
        .removeIf(
            name ->
                name.startsWith("GIT_")
                    && !Set.of("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")
                        .contains(name));
    safe.keySet().removeAll(Set.of("SSH_ASKPASS", "LANGUAGE", "LC_MESSAGES", "TERCET_RUN"));
    safe.put("LC_ALL", "C");
    safe.put("GIT_TERMINAL_PROMPT", "0");
    safe.put("GIT_ASKPASS", "");
    safe.put("GIT_EDITOR", ":");
    safe.put("GIT_SEQUENCE_EDITOR", ":");
    safe.put("GIT_PAGER", "cat");
    safe.put("GIT_LITERAL_PATHSPECS", "1");
    safe.put("GIT_ADVICE", "0");
    // What was reviewed is what is merged: no ref may put other content in an object's place.
    safe.put("GIT_NO_REPLACE_OBJECTS", "1");
    return safe;
  }
}
