package dev.tercet.server.agent.catalogue;

import dev.tercet.server.agent.Agent;
import dev.tercet.server.agent.acp.AcpAgent;
import dev.tercet.server.agent.builtin.BuiltinAgent;
import dev.tercet.server.agent.builtin.Surroundings;
import dev.tercet.server.agent.command.CommandAgent;
import dev.tercet.server.agent.headless.HeadlessAgent;
import dev.tercet.server.agent.scripted.ScriptedAgent;
import dev.tercet.server.process.Processes;

/** Makes agents of what presets say. */
public final class Agents {

  private final Processes processes;
  private final Surroundings surroundings;

  /**
   * @param surroundings of built-in agents
   */
  public Agents(Processes processes, Surroundings surroundings) {
    this.processes = processes;
    this.surroundings = surroundings;
  }

  /** The agent; nothing is started by that. */
  public Agent of(AgentSpec spec) {
    return switch (spec) {
      case AgentSpec.Scripted scripted -> new ScriptedAgent(processes, scripted.script());
      case AgentSpec.Command command -> new CommandAgent(processes, command.program());
      case AgentSpec.Builtin builtin -> {
        // The place is still to be prepared before the agent is asked: time to load the client in.
        surroundings.models().prepare();
        yield new BuiltinAgent(surroundings, builtin.model());
      }
      case AgentSpec.Headless headless -> new HeadlessAgent(processes, headless.program());
      case AgentSpec.Acp acp -> new AcpAgent(processes, acp.program());
    };
  }
}
