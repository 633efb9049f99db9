package dev.tercet.server.agent.scripted;

import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import java.io.File;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs command lines of a script in the directory, through the system's shell, bounded. */
final class ScriptedCommands {

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int OUTPUT = 16_000;

  private final SessionRequest request;
  private final Processes processes;

  ScriptedCommands(SessionRequest request, Processes processes) {
    this.request = request;
    this.processes = processes;
  }

  /**
   * How a command ended.
   *
   * @param ending in words, such as {@code exited with 1}
   * @param output both streams, cut in the middle
   */
  record Ran(boolean succeeded, String ending, String output) {}

  Ran run(String command, Duration limit) throws InterruptedException {
    Map<String, String> environment = new HashMap<>(request.environment());
    environment.put(ProcessSpec.RUN_VARIABLE, request.run().value());
    Duration shorter = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
    Duration timeout = shorter.isPositive() ? shorter : Duration.ofMillis(1);
    try {
      ProcessResult result =
          processes.run(
              request.confined(
                  new ProcessSpec(
                      shell(command), request.directory(), environment, timeout, OUTPUT)));
      String ending =
          result.timedOut()
              ? "took longer than " + timeout.toSeconds() + " s"
              : "exited with " + result.exitCode();
      return new Ran(result.succeeded(), ending, output(result));
    } catch (ProcessException failure) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return new Ran(false, "could not be started", String.valueOf(failure.getMessage()));
    }
  }

  private static List<String> shell(String command) {
    return File.separatorChar == '\\'
        ? List.of("cmd", "/c", command)
        : List.of("/bin/sh", "-c", command);
  }

  private static String output(ProcessResult result) {
    return (result.out().text() + result.err().text()).strip();
  }
}
