package dev.tercet.server.agent.acp;

import dev.tercet.server.agent.Agent;
import dev.tercet.server.agent.AgentListener;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.process.Processes;

/** An agent that speaks the Agent Client Protocol. Each session is a process of its own. */
public final class AcpAgent implements Agent {

  private final Processes processes;
  private final AcpProgram program;

  public AcpAgent(Processes processes, AcpProgram program) {
    this.processes = processes;
    this.program = program;
  }

  @Override
  public AgentSession open(SessionRequest request, AgentListener listener)
      throws InterruptedException {
    return AcpSession.open(processes, program, request, listener);
  }

  @Override
  public boolean takesTools() {
    return true;
  }
}
