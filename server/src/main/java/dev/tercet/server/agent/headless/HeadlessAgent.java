package dev.tercet.server.agent.headless;

import dev.tercet.server.agent.Agent;
import dev.tercet.server.agent.AgentListener;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.process.Processes;

/** An agent that is run without its screen: a process for each prompt. */
public final class HeadlessAgent implements Agent {

  private final Processes processes;
  private final HeadlessProgram program;

  public HeadlessAgent(Processes processes, HeadlessProgram program) {
    this.processes = processes;
    this.program = program;
  }

  @Override
  public AgentSession open(SessionRequest request, AgentListener listener) {
    return new HeadlessSession(processes, program, request, listener);
  }

  @Override
  public boolean takesTools() {
    return program.dialect().takesTools();
  }
}
