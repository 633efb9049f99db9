package dev.tercet.server.agent.acp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.agent.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code session/update} notifications. Keeps what later ones refer to; knows no process.
 * Used by one thread at a time.
 */
final class AcpUpdates {

  private final ToolCalls tools = new ToolCalls();
  private final AcpUsage usage;
  private @Nullable String message;

  AcpUpdates(AcpQuirks quirks) {
    this.usage = new AcpUsage(quirks);
  }

  /**
   * What an update says.
   *
   * @param newMessage whether what is said in it begins another message than the one before
   */
  record Reading(List<Update> updates, boolean newMessage) {}

  Reading read(JsonNode update) {
    String kind = update.path("sessionUpdate").asText("");
    return switch (kind) {
      case "agent_message_chunk" -> message(update);
      case "agent_thought_chunk" -> one(new Update.Thought(text(update.path("content"))));
      case "tool_call", "tool_call_update" -> of(tools.report(update));
      case "plan" -> one(new Update.PlanList(entries(update)));
      case "usage_update" -> of(usage.update(update).map(Update.Used::new));
      case "notice" ->
          one(
              new Update.Diagnostic(
                  update.path("severity").asText("info")
                      + ": "
                      + update.path("title").asText("")
                      + update.path("description").asText("")));
      case "user_message_chunk",
          "available_commands_update",
          "current_mode_update",
          "config_option_update",
          "session_info_update",
          "compaction_update",
          "compaction_summary_chunk" ->
          new Reading(List.of(), false);
      default ->
          one(new Update.Diagnostic("an update of a kind that is not known: " + cut(update)));
    };
  }

  /** What the answer to a prompt says about the tokens used. */
  Optional<Update> turnEnded(JsonNode result) {
    return usage.turnEnded(result).map(Update.Used::new);
  }

  ToolCalls tools() {
    return tools;
  }

  private Reading message(JsonNode update) {
    JsonNode id = update.path("messageId");
    String now = id.isTextual() ? id.asText() : null;
    boolean another = now != null && message != null && !now.equals(message);
    message = now == null ? message : now;
    return new Reading(List.of(new Update.Text(text(update.path("content")))), another);
  }

  private static String text(JsonNode content) {
    return switch (content.path("type").asText("")) {
      case "text" -> content.path("text").asText("");
      case "resource_link" -> content.path("uri").asText("");
      case "resource" -> content.path("resource").path("text").asText("");
      default -> "[" + content.path("type").asText("something that is no text") + "]";
    };
  }

  private static List<String> entries(JsonNode update) {
    List<String> entries = new ArrayList<>();
    for (JsonNode entry : update.path("entries")) {
      String mark =
          switch (entry.path("status").asText("")) {
            case "completed" -> "[x] ";
            case "in_progress" -> "[>] ";
            default -> "[ ] ";
          };
      if (entries.size() < 500) {
        entries.add(mark + entry.path("content").asText(""));
      }
    }
    return entries;
  }

  private static String cut(JsonNode update) {
    String text = update.toString();
    return text.length() <= 500 ? text : text.substring(0, 500) + " […]";
  }

  private static Reading one(Update update) {
    return new Reading(List.of(update), false);
  }

  private static Reading of(Optional<? extends Update> update) {
    return new Reading(update.map(List::<Update>of).orElse(List.of()), false);
  }
}
