package dev.tercet.server.agent.builtin;

import dev.tercet.server.agent.Agent;
import dev.tercet.server.agent.AgentContract;
import dev.tercet.server.model.Api;
import dev.tercet.server.model.FakeModel;
import dev.tercet.server.model.FakeModel.Answer;
import dev.tercet.server.model.FakeModel.Asked;
import dev.tercet.server.model.ModelClient;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class BuiltinContractTest extends AgentContract {

  private final FakeModel model = new FakeModel(BuiltinContractTest::answer);
  private final ModelClient client = new ModelClient(InstantSource.system());

  private static Answer answer(Asked asked) {
    boolean first = asked.results() == 0;
    String messages = asked.body().path("messages").toString();
    if (messages.contains("\"finish\"")) {
      return first
          ? FakeModel.says("working on it\n", FakeModel.call("run_command", "command", "true"))
          : FakeModel.says("done");
    }
    if (messages.contains("\"hang\"")) {
      return FakeModel.says(
          "started\n", FakeModel.call("run_command", "command", "setsid sleep 600 & sleep 600"));
    }
    if (messages.contains("\"flood\"")) {
      return new FakeModel.Says("", "flood ".repeat(3_000_000), List.of(), 65_536);
    }
    return messages.contains("\"ask\"")
        ? FakeModel.says("", FakeModel.call("ask_human", "question", "Which?"))
        : new FakeModel.Cut("half an answer");
  }

  @AfterEach
  void closeModel() {
    client.close();
    model.close();
  }

  @Override
  protected Agent agent(String behaviour) {
    return new BuiltinAgent(
        new Surroundings(
            client,
            new ConfinedCommands(processes, () -> false),
            Paces.impatient(),
            home.resolve("sessions")),
        new BuiltinModel(model.endpoint(Api.ANTHROPIC, null), "claude-test"));
  }
}
