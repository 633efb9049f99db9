package dev.tercet.server.door.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.protocol.PatchParams;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.WireText;
import dev.tercet.server.app.App;
import dev.tercet.server.mcp.Context;
import dev.tercet.server.mcp.Json;
import dev.tercet.server.mcp.ToolFailure;
import dev.tercet.server.mcp.ToolResult;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a task has made, a page at a time. */
final class ReadTool {

  private static final int PAGE = 20_000;
  private static final int LINES = 200;

  private final App app;

  ReadTool(App app) {
    this.app = app;
  }

  ToolResult run(ObjectNode arguments, Context context) throws ToolFailure, InterruptedException {
    String task = arguments.path("task").asText();
    String name = TaskTools.text(arguments, "name");
    long from = arguments.path("from").asLong();
    return switch (arguments.path("what").asText()) {
      case "artifact" -> {
        String artifact = name == null ? "spec.md" : name;
        Integer revision = arguments.has("revision") ? arguments.path("revision").asInt() : null;
        yield page(Calls.of(() -> app.reading().artifact(task, artifact, revision)).text(), from);
      }
      case "diff" ->
          page(
              Calls.of(() -> app.reading().patch(new PatchParams(task, name, null, null))).text(),
              from);
      case "findings" -> page(WireText.json(Calls.of(() -> app.reading().findings(task))), from);
      default -> log(task, name, from);
    };
  }

  private static ToolResult page(String text, long from) {
    int start = Math.toIntExact(Math.min(from, text.length()));
    int end = Math.min(text.length(), start + PAGE);
    return result(text.substring(start, end), end < text.length() ? Long.valueOf(end) : null);
  }

  private ToolResult log(String task, @Nullable String name, long from)
      throws ToolFailure, InterruptedException {
    String run = name == null ? task : name;
    RunOutput output = Calls.of(() -> app.reading().output(run, from, LINES));
    String text =
        output.lines().stream()
            .map(line -> line.kind().name().toLowerCase(java.util.Locale.ROOT) + ": " + line.text())
            .collect(Collectors.joining("\n"));
    boolean isMore = !output.ended() && output.next() > from;
    return result(text, isMore ? Long.valueOf(output.next()) : null);
  }

  private static ToolResult result(String text, @Nullable Long next) {
    ObjectNode json = Json.object().put("text", text);
    if (next != null) {
      json.put("next", next);
    }
    String more = next == null ? "" : "\n\n(more: call again with from=" + next + ")";
    return ToolResult.text(text.isEmpty() ? "(empty)" : text + more, json);
  }
}
