package dev.tercet.server.perform;

import dev.tercet.server.process.Orphan;
import dev.tercet.server.process.Orphans;
import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessResult;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import dev.tercet.server.workflow.EffectId;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the commands that a person or a template names: setup, verification, checks. */
final class ShellCommands {

  private static final int OUTPUT_LIMIT = 64 * 1024;
  private static final Duration ORPHAN_GRACE = Duration.ofSeconds(1);

  private final Processes processes;
  private final Environment environment;
  private final Fences fences;
  private final Places places;
  private final Secrets secrets;

  ShellCommands(
      Processes processes, Environment environment, Fences fences, Places places, Secrets secrets) {
    this.processes = processes;
    this.environment = environment;
    this.fences = fences;
    this.places = places;
    this.secrets = secrets;
  }

  /**
   * Runs a command line with the shell and waits for its end. What an earlier daemon left of the
   * same effect is ended first. It is caged with build rights and without any key. Output of both
   * streams is kept, bounded, without known secrets.
   */
  Verification run(Task task, EffectId effect, String line, Path directory) {
    String mark = mark(task, effect);
    Orphans.end(new Orphan(Long.MAX_VALUE, Instant.EPOCH, mark), ORPHAN_GRACE);
    Map<String, String> variables = new HashMap<>(environment.plain());
    variables.put("TERCET_TASK_ID", task.id().value());
    variables.put("TERCET_PORT", String.valueOf(task.workspace().port()));
    variables.put(ProcessSpec.RUN_VARIABLE, mark);
    Duration limit = task.charter().policy().runTimeout();
    ProcessSpec spec =
        new ProcessSpec(
            List.of("sh", "-c", "exec 2>&1; " + line), directory, variables, limit, OUTPUT_LIMIT);
    Path temp = places.temp(task, effect);
    Instant start = Instant.now();
    ProcessResult result;
    try {
      result = processes.run(fences.ofCommand(task, directory, temp).around(spec));
    } finally {
      Places.delete(temp);
    }
    Duration took = Duration.between(start, Instant.now());
    String output = secrets.redact(result.out().text());
    return result.timedOut()
        ? new Verification(
            line, -1, output + "\n[not over after " + limit.toSeconds() + " s: ended]", took)
        : new Verification(line, result.exitCode(), output, took);
  }

  /**
   * Like {@link #run}, but a shell that cannot be started is a red result; a stopped one is none.
   */
  Verification verify(Task task, EffectId effect, String line, Path directory) {
    try {
      return run(task, effect, line, directory);
    } catch (ProcessException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return new Verification(line, 127, String.valueOf(e.getMessage()), Duration.ZERO);
    }
  }

  static String mark(Task task, EffectId effect) {
    return task.id() + "/" + effect;
  }
}
