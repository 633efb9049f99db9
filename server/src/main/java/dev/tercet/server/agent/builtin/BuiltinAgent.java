package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.Agent;
import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.AgentListener;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.model.Endpoint;
import org.jspecify.annotations.Nullable;

/** An agent made of a provider's model and our own tools. */
public final class BuiltinAgent implements Agent {

  private final Surroundings surroundings;
  private final BuiltinModel builtin;

  public BuiltinAgent(Surroundings surroundings, BuiltinModel builtin) {
    this.surroundings = surroundings;
    this.builtin = builtin;
  }

  @Override
  public AgentSession open(SessionRequest request, AgentListener listener) {
    Endpoint endpoint = builtin.endpoint();
    String model =
        request.options().getOrDefault("model", builtin.model() == null ? "" : builtin.model());
    if (model.isBlank()) {
      throw new AgentException(
          Cause.NOT_STARTED,
          "preset %s names no model of %s: add \"model\" to it in settings.json"
              .formatted(request.preset(), endpoint.name()));
    }
    return new BuiltinSession(
        surroundings, new Provider(endpoint, key(request, endpoint), model), request, listener);
  }

  private static @Nullable String key(SessionRequest request, Endpoint endpoint) {
    String variable = endpoint.keyVariable();
    if (variable == null) {
      return null;
    }
    String key = request.environment().getOrDefault(variable, "").strip();
    if (key.isEmpty() && !endpoint.isLocal()) {
      throw new AgentException(
          Cause.NOT_AUTHENTICATED,
          "preset %s needs a key of %s in the variable %s, which is not set: set it in your login shell's profile and restart the daemon with `tercet daemon stop`"
              .formatted(request.preset(), endpoint.name(), variable));
    }
    return key.isEmpty() ? null : key;
  }
}
