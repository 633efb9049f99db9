package dev.tercet.server.agent.headless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.agent.Requests;
import dev.tercet.server.agent.ToolServer;
import dev.tercet.server.workflow.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which arguments each agent is given, by role. */
class DialectsTest {

  private static final ToolServer TOOLS = new ToolServer("tercet", List.of("/bin/java", "a b"));

  @TempDir Path home;

  private List<String> arguments(String word, Requests request, String session) {
    return Dialect.of(word).orElseThrow().arguments(request.build(), "PROMPT", session);
  }

  @Test
  void claude_gets_our_tools_and_no_others_and_a_reviewer_no_rights() {
    assertThat(arguments("claude", Requests.in(home).tools(TOOLS).option("model", "opus"), "s-1"))
        .containsSequence("--resume", "s-1")
        .containsSequence("--model", "opus")
        .containsSequence("--permission-mode", "acceptEdits")
        .containsSequence(
            "--strict-mcp-config",
            "--mcp-config",
            "{\"mcpServers\":{\"tercet\":{\"type\":\"stdio\",\"command\":\"/bin/java\",\"args\":[\"a b\"]}}}")
        .containsSequence("--allowedTools", "mcp__tercet", "Bash")
        .doesNotContain("PROMPT");
    assertThat(arguments("claude", Requests.in(home).role(Role.REVIEW), null))
        .contains("--strict-mcp-config")
        .containsSequence("--permission-mode", "default")
        .doesNotContain("Bash", "--resume");
  }

  @Test
  void codex_goes_on_with_the_thread_without_what_we_counted() {
    assertThat(
            arguments("codex", Requests.in(home).tools(TOOLS).option("effort", "high"), "t;1,2,3"))
        .startsWith("exec", "--json", "-s", "workspace-write")
        .containsSequence("-c", "model_reasoning_effort=\"high\"")
        .containsSequence(
            "-c",
            "mcp_servers.tercet={command=\"/bin/java\",args=[\"a b\"],default_tools_approval_mode=\"approve\"}")
        .endsWith("resume", "t", "-");
    assertThat(arguments("codex", Requests.in(home).role(Role.REVIEW), null))
        .containsSequence("-s", "read-only")
        .endsWith("-");
  }

  @Test
  void gemini_and_opencode_take_the_prompt_as_an_argument() {
    assertThat(arguments("gemini", Requests.in(home), null))
        .startsWith("-p", "PROMPT", "-o", "stream-json")
        .containsSequence("--approval-mode", "yolo")
        .containsSequence("--allowed-mcp-server-names", "none-of-them");
    assertThat(arguments("gemini", Requests.in(home).role(Role.REVIEW), null))
        .containsSequence("--approval-mode", "default");
    assertThat(arguments("opencode", Requests.in(home).option("model", "a/b"), "ses"))
        .containsExactly(
            "run", "--format", "json", "-s", "ses", "--model", "a/b", "--auto", "--", "PROMPT");
    assertThat(arguments("opencode", Requests.in(home).role(Role.REVIEW), null))
        .containsSequence("--agent", "plan")
        .doesNotContain("--auto");
  }
}
