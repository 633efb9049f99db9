package dev.tercet.server.agent.catalogue;

import dev.tercet.server.agent.Agent;
import dev.tercet.server.agent.acp.AcpAgent;
import dev.tercet.server.agent.command.CommandAgent;
import dev.tercet.server.agent.scripted.ScriptedAgent;
import dev.tercet.server.process.Processes;

/** Makes agents of what presets say. */
public final class Agents {

  private final Processes processes;

  public Agents(Processes processes) {
    this.processes = processes;
  }

  /** The agent; nothing is started by that. */
  public Agent of(AgentSpec spec) {
    return switch (spec) {
      case AgentSpec.Scripted scripted -> new ScriptedAgent(processes, scripted.script());
      case AgentSpec.Command command -> new CommandAgent(processes, command.program());
      case AgentSpec.Acp acp -> new AcpAgent(processes, acp.program());
    };
  }
}
