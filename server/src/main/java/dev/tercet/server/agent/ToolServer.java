package dev.tercet.server.agent;

import java.util.List;

/**
 * How a host starts the server that has the run's own tools: a program that speaks MCP on its
 * standard streams.
 *
 * @param name what the host calls it
 * @param command the program, absolute, and its arguments
 */
public record ToolServer(String name, List<String> command) {

  public ToolServer {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a command has at least a program");
    }
  }
}
