package dev.tercet.server.agent.headless;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.ToolServer;
import dev.tercet.server.workflow.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Claude Code, as {@code claude -p}. Seen with 2.1. */
record ClaudeDialect() implements Dialect {

  @Override
  public List<String> arguments(SessionRequest request, String prompt, @Nullable String session) {
    List<String> arguments =
        new ArrayList<>(List.of("-p", "--output-format", "stream-json", "--verbose"));
    if (session != null) {
      arguments.addAll(List.of("--resume", session));
    }
    request
        .options()
        .forEach(
            (name, value) ->
                arguments.addAll(
                    List.of(name.equals("mode") ? "--permission-mode" : "--" + name, value)));
    if (!request.options().containsKey("mode")) {
      // Plan mode would have a reviewer write a plan; without a mode it can write nothing at all.
      String mode = request.role() == Role.REVIEW ? "default" : "acceptEdits";
      arguments.addAll(List.of("--permission-mode", mode));
    }
    // The user's own servers stay out, whether there are any of ours or not.
    arguments.add("--strict-mcp-config");
    ToolServer tools = request.tools();
    if (tools != null) {
      arguments.addAll(List.of("--mcp-config", servers(tools)));
    }
    arguments.add("--allowedTools");
    arguments.addAll(allowed(request));
    return arguments;
  }

  private static List<String> allowed(SessionRequest request) {
    List<String> allowed = new ArrayList<>();
    ToolServer tools = request.tools();
    if (tools != null) {
      allowed.add("mcp__" + tools.name());
    }
    switch (request.role()) {
      case BUILD, CHECK -> allowed.add("Bash");
      case PLAN, REVIEW ->
          allowed.addAll(List.of("Bash(git diff:*)", "Bash(git log:*)", "Bash(git show:*)"));
    }
    return allowed;
  }

  private static String servers(ToolServer tools) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    ObjectNode server = config.putObject("mcpServers").putObject(tools.name());
    server.put("type", "stdio").put("command", tools.command().getFirst());
    ArrayNode arguments = server.putArray("args");
    tools.command().stream().skip(1).forEach(arguments::add);
    return config.toString();
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
    return new ClaudeEvents();
  }
}
