package dev.tercet.server.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.model.Drafts.Draft;
import dev.tercet.server.model.Drafts.Kind;
import dev.tercet.server.model.Reply.Ending;
import dev.tercet.server.workflow.Usage;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's Responses API, with nothing stored at the provider: reasoning goes back and forth in its
 * encrypted form.
 */
final class ResponsesDialect implements Dialect {

  @Override
  public String path(ModelRequest request) {
    return "/responses";
  }

  @Override
  public Map<String, String> headers(@Nullable String key) {
    return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key);
  }

  @Override
  public ObjectNode body(ModelRequest request, Endpoint endpoint) {
    ObjectNode body = Json.object().put("model", request.model()).put("stream", true);
    body.put("store", false).put("instructions", request.system());
    body.put("prompt_cache_key", request.cacheKey());
    if (request.maxOutput() > 0) {
      body.put("max_output_tokens", request.maxOutput());
    }
    // Models that do not reason refuse to be asked for encrypted reasoning.
    if (ModelFacts.of(endpoint, request.model()).reasons() || request.effort() != null) {
      body.putArray("include").add("reasoning.encrypted_content");
      ObjectNode reasoning = body.putObject("reasoning").put("summary", "auto");
      if (request.effort() != null) {
        reasoning.put("effort", request.effort());
      }
    }
    ArrayNode tools = body.putArray("tools");
    for (ToolDefinition tool : request.tools()) {
      tools
          .addObject()
          .put("type", "function")
          .put("name", tool.name())
          .put("description", tool.description())
          .put("strict", false)
          .set("parameters", Json.objectOf(tool.schema()));
    }
    ArrayNode input = body.putArray("input");
    request.messages().forEach(message -> message(input, message));
    return body;
  }

  private static void message(ArrayNode input, Message message) {
    switch (message) {
      case Message.User(String text) -> text(input, "user", "input_text", text);
      case Message.Assistant(var blocks) -> blocks.forEach(block -> block(input, block));
      case Message.Results(var results) -> {
        for (ToolResult result : results) {
          input
              .addObject()
              .put("type", "function_call_output")
              .put("call_id", result.id())
              .put("output", result.text());
        }
      }
    }
  }

  private static void text(ArrayNode input, String role, String type, String text) {
    input
        .addObject()
        .put("type", "message")
        .put("role", role)
        .putArray("content")
        .addObject()
        .put("type", type)
        .put("text", text);
  }

  private static void block(ArrayNode input, Block block) {
    switch (block) {
      case Block.Text(String text) -> text(input, "assistant", "output_text", text);
      case Block.Reasoning(var _, var opaque) -> {
        if (opaque != null) {
          input.add(Json.objectOf(opaque));
        }
      }
      case Block.Call call ->
          input
              .addObject()
              .put("type", "function_call")
              .put("call_id", call.id())
              .put("name", call.name())
              .put("arguments", call.arguments());
    }
  }

  @Override
  public Hearing hearing() {
    return new Events();
  }

  /** The events {@code response.created} to {@code response.completed}. */
  private static final class Events implements Hearing {

    private final Drafts drafts = new Drafts();
    private Usage usage = Usage.UNKNOWN;
    private Ending ending = Ending.DONE;
    private boolean complete;

    @Override
    public void event(JsonNode event, Consumer<Piece> pieces) throws StreamError {
      String delta = event.path("delta").asText("");
      switch (event.path("type").asText()) {
        case "response.output_text.delta" -> pieces.accept(new Piece.Text(delta));
        case "response.refusal.delta" -> {
          ending = Ending.REFUSED;
          pieces.accept(new Piece.Text(delta));
        }
        case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
            pieces.accept(new Piece.Thought(delta));
        case "response.output_item.done" -> item(event);
        case "response.completed" -> over(event.path("response"), ending);
        case "response.incomplete" -> incomplete(event.path("response"));
        case "response.failed" -> throw new StreamError(event.path("response").path("error"));
        case "error" -> throw new StreamError(event.has("error") ? event.path("error") : event);
        default -> {}
      }
    }

    private void item(JsonNode event) {
      int place = event.path("output_index").asInt();
      JsonNode item = event.path("item");
      switch (item.path("type").asText()) {
        case "message" -> {
          Draft text = drafts.at(place, Kind.TEXT);
          item.path("content")
              .forEach(
                  part -> text.text(part.path("text").asText(part.path("refusal").asText(""))));
        }
        case "reasoning" -> {
          Draft reasoning = drafts.at(place, Kind.REASONING);
          item.path("summary").forEach(part -> reasoning.text(part.path("text").asText("")));
          // Without its encrypted form it would refer to something that is not stored.
          reasoning.opaque(
              item.path("encrypted_content").isTextual() ? returned(item).toString() : null);
        }
        case "function_call" ->
            drafts
                .at(place, Kind.CALL)
                .call(item.path("call_id").asText(""), item.path("name").asText(""))
                .text(item.path("arguments").asText(""));
        default -> {}
      }
    }

    private static ObjectNode returned(JsonNode item) {
      ObjectNode back = Json.object().put("type", "reasoning");
      back.set("id", item.path("id"));
      back.set(
          "summary",
          item.path("summary").isArray() ? item.path("summary") : Json.MAPPER.createArrayNode());
      back.set("encrypted_content", item.path("encrypted_content"));
      return back;
    }

    private void incomplete(JsonNode response) {
      String reason = response.path("incomplete_details").path("reason").asText("");
      over(response, reason.equals("content_filter") ? Ending.REFUSED : Ending.CUT);
    }

    private void over(JsonNode response, Ending how) {
      complete = true;
      ending = how;
      JsonNode counts = response.path("usage");
      JsonNode details = counts.path("input_tokens_details");
      Long read = Json.count(details, "cached_tokens");
      Long written = Json.count(details, "cache_write_tokens");
      usage =
          new Usage(
              Json.without(Json.without(Json.count(counts, "input_tokens"), read), written),
              Json.count(counts, "output_tokens"),
              read,
              written,
              null);
    }

    @Override
    public boolean isComplete() {
      return complete;
    }

    @Override
    public Reply reply() {
      return new Reply(drafts.blocks(), ending, usage);
    }
  }
}
