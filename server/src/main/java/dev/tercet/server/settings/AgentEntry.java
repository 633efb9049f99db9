package dev.tercet.server.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is started.
 *
 * @param command the program; null only for a scripted or built-in agent
 * @param env variables that are set for it
 * @param family of its models
 * @param provider of a built-in agent; null for all others
 * @param logins files below the home that hold its login; its cage shows them, writable
 * @param dialect the word for what a headless agent prints; null for all others
 */
public record AgentEntry(
    String id,
    Kind kind,
    @Nullable String command,
    List<String> args,
    Map<String, String> env,
    @Nullable String family,
    @Nullable ProviderEntry provider,
    List<String> logins,
    @Nullable String dialect) {

  /** How Tercet talks to an agent. */
  public enum Kind {
    ACP,
    COMMAND,
    SCRIPTED,
    BUILTIN,
    HEADLESS
  }

  public AgentEntry {
    args = List.copyOf(args);
    env = Map.copyOf(env);
    logins = List.copyOf(logins);
  }
}
