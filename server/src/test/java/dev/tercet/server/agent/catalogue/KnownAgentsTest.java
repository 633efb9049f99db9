package dev.tercet.server.agent.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.agent.acp.AcpAgent;
import dev.tercet.server.agent.acp.AcpQuirks;
import dev.tercet.server.agent.builtin.BuiltinAgent;
import dev.tercet.server.agent.builtin.BuiltinModel;
import dev.tercet.server.agent.builtin.ConfinedCommands;
import dev.tercet.server.agent.builtin.Pacing;
import dev.tercet.server.agent.builtin.Surroundings;
import dev.tercet.server.agent.command.CommandAgent;
import dev.tercet.server.agent.command.CommandProgram;
import dev.tercet.server.agent.scripted.ScriptedAgent;
import dev.tercet.server.model.Endpoint;
import dev.tercet.server.model.ModelClient;
import dev.tercet.server.process.Processes;
import java.nio.file.Path;
import java.time.InstantSource;
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
    assertThat(gemini.program().command())
        .containsExactly("gemini", "--acp", "--allowed-mcp-server-names", "tercet");
    assertThat(gemini.program().environment()).containsEntry("GEMINI_CLI_NO_RELAUNCH", "true");
    assertThat(gemini.family()).isEqualTo("google");
    assertThat(known.find("qwen").orElseThrow().id()).isEqualTo("qwen-code");
    assertThat(known.find("opencode").orElseThrow().program().quirks().tokens())
        .isEqualTo(AcpQuirks.Tokens.LAST_STEP);
    assertThat(known.find("nobody")).isEmpty();
  }

  @Test
  void some_can_be_run_without_their_screens() {
    assertThat(known.headless())
        .extracting(KnownHeadless::id)
        .containsExactly(
            "claude-headless", "codex-headless", "gemini-headless", "opencode-headless");
    KnownHeadless claude = known.findHeadless("claude-headless").orElseThrow();
    assertThat(claude.family()).isEqualTo("anthropic");
    assertThat(claude.passThrough()).contains("ANTHROPIC_API_KEY");
    assertThat(claude.program().command()).containsExactly("claude");
  }

  @Test
  void a_family_follows_from_a_models_name() {
    Families families = Families.bundled();
    assertThat(families.of("claude-sonnet-4-5")).contains("anthropic");
    assertThat(families.of("openrouter/anthropic/claude-opus-4")).contains("anthropic");
    assertThat(families.of("GPT-5.1-codex")).contains("openai");
    assertThat(families.of("qwen3-coder:30b")).contains("qwen");
    assertThat(families.of("my-model")).isEmpty();
    assertThat(families.with(Map.of("My-Model", "house")).of("my-model-2")).contains("house");
    assertThat(families.with(Map.of("claude-sonnet", "house")).of("claude-sonnet-4"))
        .contains("house");
  }

  @Test
  void a_known_agent_keeps_its_quirks_wherever_it_is_installed() {
    assertThat(known.quirks("/opt/agents/bin/codex-acp").nullUsageIsError()).isTrue();
    assertThat(known.quirks("opencode").tokens()).isEqualTo(AcpQuirks.Tokens.LAST_STEP);
    assertThat(known.quirks("/opt/agents/bin/mine")).isEqualTo(AcpQuirks.NONE);
  }

  @Test
  void the_usual_providers_are_known() {
    KnownProviders providers = KnownProviders.bundled();
    assertThat(providers.all())
        .extracting(KnownProvider::id)
        .contains("anthropic-api", "openai-api", "gemini-api", "openrouter", "ollama");
    KnownProvider anthropic = providers.find("anthropic-api").orElseThrow();
    assertThat(anthropic.family()).isEqualTo("anthropic");
    assertThat(anthropic.endpoint().keyVariable()).isEqualTo("ANTHROPIC_API_KEY");
    assertThat(anthropic.endpoint().isLocal()).isFalse();
    assertThat(providers.all())
        .allSatisfy(
            provider ->
                assertThat(
                        provider.endpoint().isLocal() || provider.endpoint().keyVariable() != null)
                    .isTrue());
  }

  @Test
  void every_spec_has_its_agent() {
    try (Processes processes = new Processes()) {
      Surroundings surroundings =
          new Surroundings(
              new ModelClient(InstantSource.system()),
              new ConfinedCommands(processes, () -> false),
              Pacing.real(),
              Path.of("/nowhere"));
      Agents agents = new Agents(processes, surroundings);
      Endpoint endpoint = KnownProviders.bundled().find("ollama").orElseThrow().endpoint();
      assertThat(agents.of(new AgentSpec.Builtin(new BuiltinModel(endpoint, null))))
          .isInstanceOf(BuiltinAgent.class);
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
