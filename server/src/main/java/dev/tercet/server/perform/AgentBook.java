package dev.tercet.server.perform;

import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Task;
import java.util.Optional;

/** Knows which agent a preset stands for. */
public interface AgentBook {

  /**
   * The agent for a preset of this task, as the settings are now.
   *
   * @throws dev.tercet.server.agent.AgentException when the preset names none that can be had
   */
  Chosen choose(Task task, PresetName preset);

  /** The preset that takes over where this one's agent cannot be started. */
  Optional<PresetName> fallback(Task task, PresetName preset);
}
