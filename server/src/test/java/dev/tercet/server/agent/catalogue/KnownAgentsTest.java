package dev.tercet.server.agent.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.agent.acp.AcpAgent;
import dev.tercet.server.agent.acp.AcpQuirks;
import dev.tercet.server.agent.command.CommandAgent;
import dev.tercet.server.agent.command.CommandProgram;
import dev.tercet.server.agent.scripted.ScriptedAgent;
import dev.tercet.server.process.Processes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownAgentsTest {

  private final KnownAgents known = KnownAgents.bundled();

  @Test
  void the_usual_agents_are_known() {
    assertThat(known.all())
        .extracting(KnownAgent::id)
        .containsExactly(
            "claude-agent-acp",
            "codex-acp",
            "gemini",
            "opencode",
            "qwen-code",
            "github-copilot-cli");
    assertThat(known.all())
        .allSatisfy(
            agent -> {
              assertThat(agent.name()).isNotBlank();
              assertThat(agent.program().command()).isNotEmpty().doesNotContain("");
              assertThat(agent.install()).startsWith("npm install -g ").contains("@latest");
              assertThat(agent.passThrough()).isNotEmpty();
            });
  }

  @Test
  void they_are_found_by_id_and_by_command() {
    KnownAgent gemini = known.find("gemini").orElseThrow();
    assertThat(gemini.program().command()).containsExactly("gemini", "--acp");
    assertThat(gemini.program().environment()).containsEntry("GEMINI_CLI_NO_RELAUNCH", "true");
    assertThat(gemini.family()).isEqualTo("google");
    assertThat(known.find("qwen").orElseThrow().id()).isEqualTo("qwen-code");
    assertThat(known.find("opencode").orElseThrow().program().quirks().tokens())
        .isEqualTo(AcpQuirks.Tokens.LAST_STEP);
    assertThat(known.find("nobody")).isEmpty();
  }

  @Test
  void a_known_agent_keeps_its_quirks_wherever_it_is_installed() {
    assertThat(known.quirks("/opt/agents/bin/codex-acp").nullUsageIsError()).isTrue();
    assertThat(known.quirks("opencode").tokens()).isEqualTo(AcpQuirks.Tokens.LAST_STEP);
    assertThat(known.quirks("/opt/agents/bin/mine")).isEqualTo(AcpQuirks.NONE);
  }

  @Test
  void every_spec_has_its_agent() {
    try (Processes processes = new Processes()) {
      Agents agents = new Agents(processes);
      assertThat(agents.of(new AgentSpec.Scripted(null))).isInstanceOf(ScriptedAgent.class);
      assertThat(agents.of(new AgentSpec.Acp(known.all().getFirst().program())))
          .isInstanceOf(AcpAgent.class);
      assertThat(
              agents.of(
                  new AgentSpec.Command(
                      new CommandProgram(
                          List.of("true"), CommandProgram.PromptOn.STDIN, Map.of()))))
          .isInstanceOf(CommandAgent.class);
    }
  }
}
