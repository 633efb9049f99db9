package dev.tercet.server.agent.headless;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.ToolServer;
import dev.tercet.server.workflow.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Codex, as {@code codex exec}. Seen with 0.166 and 0.169. */
record CodexDialect() implements Dialect {

  @Override
  public List<String> arguments(SessionRequest request, String prompt, @Nullable String session) {
    List<String> arguments = new ArrayList<>(List.of("exec", "--json"));
    String mode = request.role() == Role.REVIEW ? "read-only" : "workspace-write";
    arguments.addAll(List.of("-s", request.options().getOrDefault("mode", mode)));
    request
        .options()
        .forEach(
            (name, value) -> {
              switch (name) {
                case "mode" -> {}
                case "model" -> arguments.addAll(List.of("-m", value));
                case "effort" ->
                    arguments.addAll(List.of("-c", "model_reasoning_effort=" + text(value)));
                default -> arguments.addAll(List.of("-c", name + "=" + value));
              }
            });
    ToolServer tools = request.tools();
    if (tools != null) {
      arguments.addAll(List.of("-c", "mcp_servers." + tools.name() + "=" + server(tools)));
    }
    if (session != null) {
      arguments.addAll(List.of("resume", session.replaceFirst(";.*", "")));
    }
    arguments.add("-");
    return arguments;
  }

  /** Without the approval every call would be refused: nobody can be asked. */
  private static String server(ToolServer tools) {
    String arguments =
        tools.command().stream().skip(1).map(CodexDialect::text).collect(Collectors.joining(","));
    return "{command=%s,args=[%s],default_tools_approval_mode=\"approve\"}"
        .formatted(text(tools.command().getFirst()), arguments);
  }

  /** A basic string of TOML has JSON's escapes. */
  private static String text(String value) {
    return TextNode.valueOf(value).toString();
  }

  @Override
  public boolean readsPrompt() {
    return true;
  }

  @Override
  public boolean resumes() {
    return true;
  }

  @Override
  public boolean takesTools() {
    return true;
  }

  @Override
  public Events events(@Nullable String resumed) {
    return new CodexEvents(resumed);
  }
}
