package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.model.ModelFacts;
import org.jspecify.annotations.Nullable;

/**
 * What a preset's options ask of the built-in agent.
 *
 * @param context tokens that conversation and answer may have together
 * @param maxOutput tokens that an answer may have
 * @param steps requests that one prompt may take
 * @param effort how hard to think; null for the provider's default
 */
record Preferences(int context, int maxOutput, int steps, @Nullable String effort) {

  private static final int STEPS = 200;

  /**
   * Reads the options {@code context}, {@code maxOutput}, {@code steps} and {@code effort}.
   *
   * @throws AgentException when one is no number
   */
  static Preferences of(SessionRequest request, Provider provider) {
    ModelFacts facts = ModelFacts.of(provider.endpoint(), provider.model());
    int context = number(request, "context", facts.window());
    int output = number(request, "maxOutput", Math.min(facts.maxOutput(), context / 4));
    return new Preferences(
        context,
        Math.min(output, context / 2),
        number(request, "steps", STEPS),
        request.options().get("effort"));
  }

  private static int number(SessionRequest request, String name, int otherwise) {
    String value = request.options().get(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[1-9][0-9]{0,7}")) {
      throw new AgentException(
          Cause.NOT_STARTED,
          "option %s of preset %s is a number from 1, not \"%s\""
              .formatted(name, request.preset(), value));
    }
    return Integer.parseInt(value);
  }

  /** Tokens that a conversation may have before it is cut. */
  int room() {
    return Math.max(1_000, context - maxOutput - context / 20);
  }
}
