package dev.tercet.server.agent.headless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.agent.FailureWords;
import dev.tercet.server.agent.Update;
import dev.tercet.server.workflow.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenCode's {@code run --format json}. There is no last event: the turn has ended when a step
 * stops of itself, and what was used is the sum over the steps.
 */
final class OpenCodeEvents extends Events {

  private Usage used = Usage.UNKNOWN;
  private @Nullable String message;
  private boolean stopped;

  @Override
  boolean isOver() {
    return stopped;
  }

  @Override
  Reading read(JsonNode event) {
    session(event.path("sessionID"));
    JsonNode part = event.path("part");
    return switch (event.path("type").asText()) {
      case "step_start" -> {
        stopped = false;
        yield Reading.NOTHING;
      }
      case "text" -> text(part);
      case "reasoning" -> Reading.of(new Update.Thought(part.path("text").asText()));
      case "tool_use" -> tool(part);
      case "step_finish" -> finished(part);
      case "error" -> {
        JsonNode data = event.path("error").path("data");
        JsonNode status = data.path("statusCode");
        String name = event.path("error").path("name").asText("error");
        String words = name + ": " + data.path("message").asText("it says no reason");
        fail(FailureWords.failed(status.isNumber() ? words + " (" + status.asInt() + ")" : words));
        yield Reading.NOTHING;
      }
      default -> Reading.NOTHING;
    };
  }

  private Reading text(JsonNode part) {
    String id = part.path("messageID").asText("");
    boolean another = message != null && !id.equals(message);
    message = id;
    return new Reading(another, List.of(new Update.Text(part.path("text").asText())));
  }

  private static Reading tool(JsonNode part) {
    JsonNode state = part.path("state");
    String tool = part.path("tool").asText();
    String status =
        switch (state.path("status").asText()) {
          case "completed" -> "completed";
          case "error" -> "failed";
          default -> "running";
        };
    String said = state.path("output").asText(state.path("error").asText(""));
    String title = state.path("title").asText("");
    return Reading.of(
        new Update.ToolCall(
            part.path("callID").asText(),
            title.isEmpty() ? tool : tool + ": " + title,
            kind(tool),
            status,
            said.isEmpty() ? about(state.path("input")) : cut(said)));
  }

  private Reading finished(JsonNode part) {
    stopped = part.path("reason").asText().equals("stop");
    JsonNode tokens = part.path("tokens");
    used =
        used.plus(
            new Usage(
                number(tokens, "input"),
                number(tokens, "output"),
                number(tokens.path("cache"), "read"),
                number(tokens.path("cache"), "write"),
                money(part.path("cost"))));
    return Reading.of(new Update.Used(used));
  }

  /** Zero is what it says as long as it knows no price. */
  private static @Nullable BigDecimal money(JsonNode cost) {
    return cost.isNumber() && cost.decimalValue().signum() > 0
        ? new BigDecimal(cost.asText()).setScale(8, RoundingMode.HALF_UP).stripTrailingZeros()
        : null;
  }
}
