package dev.tercet.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What surrounds a command: everything it may read or write but the daemon.
 *
 * @param cwd absolute
 * @param terminal a person reads the output and can be asked
 * @param width of the terminal in characters
 * @param program how this command was started: a path, or its name
 */
record World(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path cwd,
    boolean terminal,
    int width,
    InstantSource clock,
    String program) {

  World {
    environment = Map.copyOf(environment);
  }
}
