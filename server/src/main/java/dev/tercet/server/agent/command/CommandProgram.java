package dev.tercet.server.agent.command;

import java.util.List;
import java.util.Map;

/**
 * How a program is started for a prompt. In its arguments stand {@code {prompt}}, {@code
 * {prompt_file}} (a file in the run's private folder) and {@code {directory}} for what they say.
 *
 * @param promptOn where the prompt goes when no argument names it
 * @param environment set on top of the request's
 */
public record CommandProgram(
    List<String> command, PromptOn promptOn, Map<String, String> environment) {

  /** Where a program finds its prompt. */
  public enum PromptOn {
    /** On standard input, which ends behind it. */
    STDIN,
    /** As its last argument. */
    ARGUMENT
  }

  public CommandProgram {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a command has at least a program");
    }
  }
}
