package dev.tercet.server.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What to start: a program with its arguments, where, and with exactly which environment.
 *
 * <p>A program named without a separator is looked up in {@code PATH} of the given environment,
 * never in the daemon's own. A child whose environment has {@value #RUN_VARIABLE} is found by it
 * when its tree is ended.
 *
 * @param directory absolute
 * @param timeout after which {@link Processes#run} ends the tree; {@link Processes#start} leaves
 *     timing to its caller
 * @param outputLimit bytes kept of standard output, and of standard error, each
 */
public record ProcessSpec(
    List<String> command,
    Path directory,
    Map<String, String> environment,
    Duration timeout,
    int outputLimit) {

  /** The variable by which descendants of a run are recognised, however they were forked. */
  public static final String RUN_VARIABLE = "TERCET_RUN";

  public ProcessSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a command has at least a program");
    }
    if (!directory.isAbsolute()) {
      throw new IllegalArgumentException("a working directory is absolute: \"" + directory + "\"");
    }
    if (!timeout.isPositive() || outputLimit <= 0) {
      throw new IllegalArgumentException("a timeout and an output limit are above zero");
    }
  }
}
