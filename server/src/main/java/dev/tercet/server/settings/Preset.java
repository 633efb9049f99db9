package dev.tercet.server.settings;

import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named choice of agent, model and options.
 *
 * @param agent id of an entry of the settings or of a known agent; null for whatever is found
 *     installed
 * @param family of the model, for the independence of reviewers; null for the agent's
 * @param script of a scripted agent
 * @param command of a command agent, in place of the agent's
 * @param options passed to the agent as they are
 * @param env names of the variables that a run may see
 * @param network of its cage; null for what {@code cage.network} says
 * @param permissions {@code allow}, {@code deny} or {@code ask} by kind of tool
 * @param fallback the preset to use where this one's agent cannot be started
 */
public record Preset(
    PresetName name,
    Role role,
    @Nullable String agent,
    @Nullable String model,
    @Nullable String family,
    @Nullable String script,
    @Nullable String command,
    Map<String, String> options,
    List<String> env,
    @Nullable Network network,
    @Nullable PresetName fallback,
    Map<String, String> permissions) {

  public Preset {
    options = Map.copyOf(options);
    env = List.copyOf(env);
    permissions = Map.copyOf(permissions);
  }

  static Preset predefined(String name, Role role) {
    return new Preset(
        new PresetName(name),
        role,
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        List.of(),
        null,
        null,
        Map.of());
  }
}
