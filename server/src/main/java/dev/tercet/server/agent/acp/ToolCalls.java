package dev.tercet.server.agent.acp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.agent.Update;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of a session as they were last reported: an update names only what changed. The
 * first that is heard of a call may be an update, or a request for permission. Used by one thread
 * at a time.
 */
final class ToolCalls {

  private static final int MOST = 2_000;
  private static final int LONGEST_DETAIL = 8_000;
  private static final int LONGEST_TITLE = 1_000;

  private final Map<String, Known> calls =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST;
        }
      };

  /** A call, and the paths that it is about. */
  record Known(Update.ToolCall call, Set<String> paths) {}

  /** Takes the report in; empty when it says nothing new. */
  Optional<Update.ToolCall> report(JsonNode report) {
    Known before = calls.get(id(report));
    Known now = merge(before, report);
    calls.put(id(report), now);
    return before != null && before.call().equals(now.call())
        ? Optional.empty()
        : Optional.of(now.call());
  }

  /** The call that permission is asked for, with what is known of it from before. */
  Known asked(JsonNode report) {
    return merge(calls.get(id(report)), report);
  }

  private static String id(JsonNode report) {
    return report.path("toolCallId").asText("");
  }

  private static Known merge(@Nullable Known before, JsonNode report) {
    Set<String> paths = new LinkedHashSet<>(before == null ? Set.of() : before.paths());
    addPaths(report, paths);
    String detail = detail(report);
    Update.ToolCall old = before == null ? null : before.call();
    Update.ToolCall call =
        new Update.ToolCall(
            id(report),
            cut(
                text(report, "title", old == null ? text(report, "name", "") : old.title()),
                LONGEST_TITLE),
            text(report, "kind", old == null ? "other" : old.kind()),
            status(text(report, "status", old == null ? "pending" : old.status())),
            detail == null && old != null ? old.detail() : detail);
    return new Known(call, paths);
  }

  private static String status(String status) {
    return status.equals("in_progress") ? "running" : status;
  }

  /** What was printed, else what is changed, else what is run or read. */
  private static @Nullable String detail(JsonNode report) {
    StringBuilder said = new StringBuilder();
    for (JsonNode part : report.path("content")) {
      String line =
          switch (part.path("type").asText("")) {
            case "content" -> part.path("content").path("text").asText("");
            case "diff" -> "changes " + part.path("path").asText("");
            default -> "";
          };
      said.append(said.isEmpty() || line.isEmpty() ? "" : "\n").append(line);
    }
    if (said.isEmpty()) {
      said.append(report.path("_meta").path("terminal_output_delta").path("data").asText(""));
    }
    if (said.isEmpty()) {
      said.append(input(report.path("rawInput")));
    }
    return said.isEmpty() ? null : cut(said.toString(), LONGEST_DETAIL);
  }

  private static String input(JsonNode input) {
    for (String name : new String[] {"command", "file_path", "filePath", "path", "url", "query"}) {
      if (input.path(name).isTextual()) {
        return input.path(name).asText();
      }
    }
    return "";
  }

  private static void addPaths(JsonNode report, Set<String> paths) {
    for (JsonNode location : report.path("locations")) {
      add(location.path("path"), paths);
    }
    for (JsonNode part : report.path("content")) {
      add(part.path("path"), paths);
    }
    JsonNode input = report.path("rawInput");
    for (String name : new String[] {"file_path", "filePath", "filepath", "path", "abs_path"}) {
      add(input.path(name), paths);
    }
  }

  private static void add(JsonNode path, Set<String> paths) {
    if (path.isTextual() && !path.asText().isBlank() && paths.size() < 1_000) {
      paths.add(path.asText());
    }
  }

  private static String text(JsonNode report, String name, String otherwise) {
    JsonNode value = report.path(name);
    return value.isTextual() ? value.asText() : otherwise;
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + " […]";
  }
}
