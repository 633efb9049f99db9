package dev.tercet.server.agent;

import java.util.List;

/**
 * A question for the human.
 *
 * @param options what the agent offers; empty for free text
 */
public record AgentQuestion(String text, List<String> options) {

  public AgentQuestion {
    options = List.copyOf(options);
  }
}
