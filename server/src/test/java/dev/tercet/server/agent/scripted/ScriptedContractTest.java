package dev.tercet.server.agent.scripted;

import dev.tercet.server.agent.Agent;
import dev.tercet.server.agent.AgentContract;
import dev.tercet.server.agent.Requests;
import java.util.Map;

class ScriptedContractTest extends AgentContract {

  private static final Map<String, String> SCRIPTS =
      Map.of(
          "finish", "on any\n say working on it\n run true\n say done",
          "crash", "on any\n crash",
          "hang", "on any\n say started\n run setsid sleep 600 & sleep 600",
          "flood", "on any\n flood 100 MB",
          "ask", "on any\n ask Which? | This | That");

  @Override
  protected Agent agent(String behaviour) {
    return new ScriptedAgent(processes, null);
  }

  @Override
  protected Requests request(String behaviour) {
    return super.request(behaviour).script(SCRIPTS.get(behaviour));
  }
}
