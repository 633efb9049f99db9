package dev.tercet.server.agent.headless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.agent.FailureWords;
import dev.tercet.server.agent.Update;
import dev.tercet.server.workflow.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Codex's {@code exec --json}. Its tokens are those of the whole thread, earlier runs included, and
 * its input includes what was cached: the token of a session carries what was counted by then.
 */
final class CodexEvents extends Events {

  private static final Pattern TOKEN = Pattern.compile(".*;(\\d+),(\\d+),(\\d+)");

  private long input;
  private long cached;
  private long output;
  private @Nullable String counted;

  CodexEvents(@Nullable String resumed) {
    Matcher before = TOKEN.matcher(resumed == null ? "" : resumed);
    if (before.matches()) {
      input = Long.parseLong(before.group(1));
      cached = Long.parseLong(before.group(2));
      output = Long.parseLong(before.group(3));
    }
  }

  @Override
  Optional<String> token() {
    return super.token().map(id -> counted == null ? id : id + ";" + counted);
  }

  @Override
  Reading read(JsonNode event) {
    return switch (event.path("type").asText()) {
      case "thread.started" -> {
        session(event.path("thread_id"));
        yield Reading.NOTHING;
      }
      case "item.started", "item.updated", "item.completed" -> item(event.path("item"));
      case "turn.completed" -> {
        end();
        yield used(event.path("usage"));
      }
      case "turn.failed" -> {
        end();
        fail(FailureWords.failed(event.path("error").path("message").asText("it says no reason")));
        yield Reading.NOTHING;
      }
      case "error" -> Reading.of(new Update.Diagnostic(event.path("message").asText()));
      default -> Reading.NOTHING;
    };
  }

  private static Reading item(JsonNode item) {
    String id = item.path("id").asText();
    return switch (item.path("type").asText()) {
      case "agent_message" -> Reading.message(item.path("text").asText());
      case "reasoning" -> Reading.of(new Update.Thought(item.path("text").asText()));
      case "command_execution" -> {
        String printed = item.path("aggregated_output").asText("");
        String command = cut(item.path("command").asText());
        yield call(item, id, command, "execute", printed.isEmpty() ? null : cut(printed));
      }
      case "file_change" -> {
        String paths =
            StreamSupport.stream(item.path("changes").spliterator(), false)
                .map(change -> change.path("kind").asText() + " " + change.path("path").asText())
                .collect(Collectors.joining("\n"));
        yield call(item, id, "change files", "edit", cut(paths));
      }
      case "mcp_tool_call" -> {
        String tool = item.path("server").asText() + " " + item.path("tool").asText();
        yield call(item, id, tool, "other", null);
      }
      case "web_search" -> call(item, id, item.path("query").asText(), "fetch", null);
      case "todo_list" -> Reading.of(new Update.PlanList(entries(item.path("items"))));
      case "error" -> Reading.of(new Update.Diagnostic(item.path("message").asText()));
      default -> Reading.NOTHING;
    };
  }

  private static Reading call(
      JsonNode item, String id, String title, String kind, @Nullable String detail) {
    String status =
        switch (item.path("status").asText()) {
          case "in_progress" -> "running";
          case "failed", "declined" -> "failed";
          default -> "completed";
        };
    return Reading.of(new Update.ToolCall(id, title, kind, status, detail));
  }

  private static List<String> entries(JsonNode items) {
    List<String> entries = new ArrayList<>();
    for (JsonNode item : items) {
      entries.add(
          (item.path("completed").asBoolean() ? "[x] " : "[ ] ") + item.path("text").asText());
    }
    return entries;
  }

  private Reading used(JsonNode usage) {
    long allInput = usage.path("input_tokens").asLong();
    long allCached = usage.path("cached_input_tokens").asLong();
    long allOutput = usage.path("output_tokens").asLong();
    counted = "%d,%d,%d".formatted(allInput, allCached, allOutput);
    long read = Math.max(0, allCached - cached);
    return Reading.of(
        new Update.Used(
            new Usage(
                Math.max(0, allInput - input - read),
                Math.max(0, allOutput - output),
                read,
                null,
                null)));
  }
}
