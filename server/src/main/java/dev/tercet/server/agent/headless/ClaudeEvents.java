package dev.tercet.server.agent.headless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.agent.FailureWords;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.TurnResult.Failed;
import dev.tercet.server.agent.Update;
import dev.tercet.server.workflow.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Claude Code's {@code stream-json}. An error of the provider ends with {@code "subtype":
 * "success"}: only {@code is_error} tells. Tokens are counted by the last event alone, as one
 * message comes in several events.
 */
final class ClaudeEvents extends Events {

  private @Nullable String message;

  @Override
  Reading read(JsonNode event) {
    session(event.path("session_id"));
    return switch (event.path("type").asText()) {
      case "assistant" -> assistant(event.path("message"));
      case "user" -> results(event.path("message").path("content"));
      case "system" -> system(event);
      case "result" -> result(event);
      default -> Reading.NOTHING;
    };
  }

  private Reading assistant(JsonNode said) {
    String id = said.path("id").asText("");
    boolean another = message != null && !id.equals(message);
    message = id;
    List<Update> updates = new ArrayList<>();
    for (JsonNode block : said.path("content")) {
      switch (block.path("type").asText()) {
        case "text" -> updates.add(new Update.Text(block.path("text").asText()));
        case "thinking" -> updates.add(new Update.Thought(block.path("thinking").asText()));
        case "tool_use" -> {
          String name = block.path("name").asText();
          updates.add(
              new Update.ToolCall(
                  block.path("id").asText(),
                  name,
                  kind(name),
                  "running",
                  about(block.path("input"))));
        }
        default -> {}
      }
    }
    return new Reading(another, updates);
  }

  private static Reading results(JsonNode content) {
    List<Update> updates = new ArrayList<>();
    for (JsonNode block : content) {
      if (block.path("type").asText().equals("tool_result")) {
        JsonNode text = block.path("content");
        updates.add(
            new Update.ToolCall(
                block.path("tool_use_id").asText(),
                "result",
                "other",
                block.path("is_error").asBoolean() ? "failed" : "completed",
                cut(text.isTextual() ? text.asText() : text.path(0).path("text").asText())));
      }
    }
    return new Reading(false, updates);
  }

  private static Reading system(JsonNode event) {
    return switch (event.path("subtype").asText()) {
      case "api_retry" ->
          Reading.of(
              new Update.Diagnostic(
                  "the provider answered %s (%s); attempt %s of %s"
                      .formatted(
                          event.path("error_status").asText(),
                          event.path("error").asText(),
                          event.path("attempt").asText(),
                          event.path("max_retries").asText())));
      case "permission_denied" ->
          Reading.of(
              new Update.Permission(
                  event.path("tool_name").asText("a tool"), false, "by the agent's own rules"));
      default -> Reading.NOTHING;
    };
  }

  private Reading result(JsonNode event) {
    end();
    String words = event.path("result").asText("");
    String subtype = event.path("subtype").asText("");
    if (subtype.equals("error_max_turns")) {
      fail(new Failed(Cause.LIMIT, "Claude Code reached its limit of steps in one turn"));
    } else if (event.path("is_error").asBoolean() || subtype.startsWith("error")) {
      String why = words.isEmpty() ? subtype + " " + event.path("errors") : words;
      JsonNode status = event.path("api_error_status");
      fail(FailureWords.failed(status.isNumber() ? status.asInt() + " " + why : why));
    }
    JsonNode usage = event.path("usage");
    JsonNode cost = event.path("total_cost_usd");
    return Reading.of(
        new Update.Used(
            new Usage(
                number(usage, "input_tokens"),
                number(usage, "output_tokens"),
                number(usage, "cache_read_input_tokens"),
                number(usage, "cache_creation_input_tokens"),
                cost.isNumber() && cost.decimalValue().signum() > 0 ? money(cost) : null)));
  }

  private static BigDecimal money(JsonNode cost) {
    return new BigDecimal(cost.asText()).setScale(8, RoundingMode.HALF_UP).stripTrailingZeros();
  }
}
