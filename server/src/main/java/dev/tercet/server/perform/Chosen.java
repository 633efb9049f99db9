package dev.tercet.server.perform;

import dev.tercet.server.agent.Agent;
import dev.tercet.server.agent.Permit;
import dev.tercet.server.limit.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agent that does a run, chosen from the preset.
 *
 * @param source whom the run draws on, for limits
 * @param label what it is, in words: {@code claude-code (claude-sonnet)}
 * @param family of its model; {@code unknown} where it is not known
 * @param environment whole, as the child gets it
 * @param options model and others by name
 * @param script for a scripted agent
 * @param lodging what its cage shows it
 * @param keptBytes how much of what it says and does is kept
 * @param permits by kind of tool, what is done when the agent asks for permission
 */
public record Chosen(
    Agent agent,
    Source source,
    String label,
    String family,
    Map<String, String> environment,
    Map<String, String> options,
    @Nullable Path script,
    Lodging lodging,
    Duration timeout,
    Duration stall,
    long keptBytes,
    Map<String, Permit> permits) {

  public Chosen {
    environment = Map.copyOf(environment);
    options = Map.copyOf(options);
    permits = Map.copyOf(permits);
  }
}
