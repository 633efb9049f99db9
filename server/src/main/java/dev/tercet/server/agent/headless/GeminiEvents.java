package dev.tercet.server.agent.headless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.agent.FailureWords;
import dev.tercet.server.agent.Update;
import dev.tercet.server.workflow.Usage;
import org.jspecify.annotations.Nullable;

/** Gemini CLI's {@code stream-json}: pieces of text, tools, one result. */
final class GeminiEvents extends Events {

  private boolean betweenMessages;

  @Override
  Reading read(JsonNode event) {
    return switch (event.path("type").asText()) {
      case "message" -> message(event);
      case "tool_use" -> {
        betweenMessages = true;
        String name = event.path("tool_name").asText();
        yield Reading.of(
            new Update.ToolCall(
                event.path("tool_id").asText(),
                name,
                kind(name),
                "running",
                about(event.path("parameters"))));
      }
      case "tool_result" ->
          Reading.of(
              new Update.ToolCall(
                  event.path("tool_id").asText(),
                  "result",
                  "other",
                  event.path("status").asText().equals("success") ? "completed" : "failed",
                  cut(event.path("output").asText(event.path("error").path("message").asText()))));
      case "error" -> Reading.of(new Update.Diagnostic(event.path("message").asText()));
      case "result" -> result(event);
      default -> Reading.NOTHING;
    };
  }

  private Reading message(JsonNode event) {
    if (!event.path("role").asText().equals("assistant")) {
      return Reading.NOTHING;
    }
    String text = event.path("content").asText();
    boolean another = betweenMessages;
    betweenMessages = false;
    return another ? Reading.message(text) : Reading.of(new Update.Text(text));
  }

  private Reading result(JsonNode event) {
    end();
    if (!event.path("status").asText().equals("success")) {
      fail(FailureWords.failed(event.path("error").path("message").asText("it says no reason")));
    }
    JsonNode stats = event.path("stats");
    Long cached = number(stats, "cached");
    Usage usage =
        new Usage(fresh(stats, cached), number(stats, "output_tokens"), cached, null, null);
    return Reading.of(new Update.Used(usage));
  }

  /** The input without what was cached, which {@code input_tokens} includes. */
  private static @Nullable Long fresh(JsonNode stats, @Nullable Long cached) {
    Long own = number(stats, "input");
    Long all = number(stats, "input_tokens");
    if (own != null || all == null) {
      return own;
    }
    return Math.max(0, all - (cached == null ? 0 : cached));
  }
}
