package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.builtin.Tree.Refused;
import dev.tercet.server.model.ToolDefinition;

/**
 * Something that a model may have done.
 *
 * @param kind as updates call it: {@code read}, {@code edit}, {@code search}, {@code execute},
 *     {@code other}
 * @param subject name of the argument that says what a call is about; empty where none does
 */
record Tool(ToolDefinition definition, String kind, String subject, Action action) {

  /** Does it. */
  interface Action {

    /**
     * Does what the arguments say.
     *
     * @throws Refused when it was not done, with the reason for the model
     * @throws TurnOver when the turn ends by it
     */
    Outcome call(Arguments arguments) throws Refused, TurnOver, InterruptedException;
  }

  /** What came of it, for the model. */
  record Outcome(String text, boolean failed) {

    static Outcome done(String text) {
      return new Outcome(text, false);
    }

    static Outcome failed(String text) {
      return new Outcome(text, true);
    }
  }

  String name() {
    return definition.name();
  }
}
