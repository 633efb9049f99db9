package dev.tercet.server.agent.headless;

import java.util.List;
import java.util.Map;

/**
 * How an agent is started for a prompt.
 *
 * @param name what messages call it
 * @param command the program and what always follows it
 * @param environment set on top of the request's
 */
public record HeadlessProgram(
    String name, Dialect dialect, List<String> command, Map<String, String> environment) {

  public HeadlessProgram {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a command has at least a program");
    }
  }
}
