package dev.tercet.server.agent.acp;

import dev.tercet.server.agent.Agent;
import dev.tercet.server.agent.AgentContract;
import java.util.Map;

class AcpContractTest extends AgentContract {

  @Override
  protected Agent agent(String behaviour) {
    return new AcpAgent(
        processes, new AcpProgram("Fake", FakeAcpAgent.command("serve"), Map.of(), AcpQuirks.NONE));
  }
}
