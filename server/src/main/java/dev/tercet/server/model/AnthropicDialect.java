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
 * Anthropic's Messages API, version 2023-06-01.
 *
 * <p>The beginning of a conversation is cached where it is marked: behind the system prompt (which
 * covers the tools before it) and behind the last two messages of ours, so that each request finds
 * what the one before it wrote.
 */
final class AnthropicDialect implements Dialect {

  /** The API wants a number, and every model takes this one. */
  private static final int LEAST_KNOWN_OUTPUT = 8_192;

  @Override
  public String path(ModelRequest request) {
    return "/v1/messages";
  }

  @Override
  public Map<String, String> headers(@Nullable String key) {
    return key == null
        ? Map.of("anthropic-version", "2023-06-01")
        : Map.of("anthropic-version", "2023-06-01", "x-api-key", key);
  }

  @Override
  public ObjectNode body(ModelRequest request, Endpoint endpoint) {
    ObjectNode body = Json.object().put("model", request.model()).put("stream", true);
    body.put("max_tokens", request.maxOutput() > 0 ? request.maxOutput() : LEAST_KNOWN_OUTPUT);
    if (request.effort() != null) {
      body.putObject("thinking").put("type", "adaptive");
      body.putObject("output_config").put("effort", request.effort());
    }
    ObjectNode system = body.putArray("system").addObject();
    cached(system.put("type", "text").put("text", request.system()));
    if (!request.tools().isEmpty()) {
      ArrayNode tools = body.putArray("tools");
      for (ToolDefinition tool : request.tools()) {
        tools
            .addObject()
            .put("name", tool.name())
            .put("description", tool.description())
            .set("input_schema", Json.objectOf(tool.schema()));
      }
    }
    messages(body.putArray("messages"), request);
    return body;
  }

  private static void cached(ObjectNode block) {
    block.putObject("cache_control").put("type", "ephemeral");
  }

  /** Messages of ours in a row become one, because roles take turns. */
  private static void messages(ArrayNode messages, ModelRequest request) {
    @Nullable ArrayNode ours = null;
    for (Message message : request.messages()) {
      if (message instanceof Message.Assistant(var blocks)) {
        ours = null;
        ArrayNode content = Json.MAPPER.createArrayNode();
        blocks.forEach(block -> block(content, block));
        if (!content.isEmpty()) {
          messages.addObject().put("role", "assistant").set("content", content);
        }
        continue;
      }
      if (ours == null) {
        ours = messages.addObject().put("role", "user").putArray("content");
      }
      our(ours, message);
    }
    int marks = 0;
    for (int place = messages.size() - 1; place >= 0 && marks < 2; place--) {
      JsonNode content = messages.get(place).path("content");
      if (messages.get(place).path("role").asText().equals("user")
          && content.path(content.size() - 1) instanceof ObjectNode last) {
        cached(last);
        marks++;
      }
    }
  }

  private static void our(ArrayNode content, Message message) {
    switch (message) {
      case Message.User(String text) -> content.addObject().put("type", "text").put("text", text);
      case Message.Results(var results) -> {
        for (ToolResult result : results) {
          content
              .addObject()
              .put("type", "tool_result")
              .put("tool_use_id", result.id())
              .put("is_error", result.failed())
              .put("content", result.text());
        }
      }
      case Message.Assistant _ -> {}
    }
  }

  private static void block(ArrayNode content, Block block) {
    switch (block) {
      case Block.Text(String text) -> content.addObject().put("type", "text").put("text", text);
      case Block.Reasoning(var _, var opaque) -> {
        if (opaque != null) {
          content.add(Json.objectOf(opaque));
        }
      }
      case Block.Call call ->
          content
              .addObject()
              .put("type", "tool_use")
              .put("id", call.id())
              .put("name", call.name())
              .set("input", Json.objectOf(call.arguments()));
    }
  }

  @Override
  public Hearing hearing() {
    return new Events();
  }

  /** The events {@code message_start} to {@code message_stop}. */
  private static final class Events implements Hearing {

    private final Drafts drafts = new Drafts();
    private Usage usage = Usage.UNKNOWN;
    private Ending ending = Ending.DONE;
    private boolean complete;

    @Override
    public void event(JsonNode event, Consumer<Piece> pieces) throws StreamError {
      int place = event.path("index").asInt();
      switch (event.path("type").asText()) {
        case "message_start" -> used(event.path("message").path("usage"));
        case "content_block_start" -> begin(place, event.path("content_block"), pieces);
        case "content_block_delta" -> delta(place, event.path("delta"), pieces);
        case "content_block_stop" -> end(place);
        case "message_delta" -> {
          used(event.path("usage"));
          ending = ending(event.path("delta").path("stop_reason").asText(""));
        }
        case "message_stop" -> complete = true;
        case "error" -> throw new StreamError(event.path("error"));
        default -> {}
      }
    }

    private void begin(int place, JsonNode block, Consumer<Piece> pieces) {
      switch (block.path("type").asText()) {
        case "text" -> {
          String text = block.path("text").asText("");
          drafts.at(place, Kind.TEXT).text(text);
          pieces.accept(new Piece.Text(text));
        }
        case "thinking" -> drafts.at(place, Kind.REASONING);
        case "redacted_thinking" -> drafts.at(place, Kind.REASONING).opaque(block.toString());
        case "tool_use" ->
            drafts
                .at(place, Kind.CALL)
                .call(block.path("id").asText(""), block.path("name").asText(""));
        default -> {}
      }
    }

    private void delta(int place, JsonNode delta, Consumer<Piece> pieces) {
      switch (delta.path("type").asText()) {
        case "text_delta" -> {
          String text = delta.path("text").asText("");
          drafts.at(place, Kind.TEXT).text(text);
          pieces.accept(new Piece.Text(text));
        }
        case "thinking_delta" -> {
          String text = delta.path("thinking").asText("");
          drafts.at(place, Kind.REASONING).text(text);
          pieces.accept(new Piece.Thought(text));
        }
        case "signature_delta" ->
            drafts.at(place, Kind.REASONING).signature(delta.path("signature").asText(""));
        case "input_json_delta" -> {
          Draft call = drafts.find(place);
          if (call != null && call.kind() == Kind.CALL) {
            call.text(delta.path("partial_json").asText(""));
          }
        }
        default -> {}
      }
    }

    private void end(int place) {
      Draft draft = drafts.find(place);
      if (draft != null && draft.kind() == Kind.REASONING && !draft.signature().isEmpty()) {
        draft.opaque(
            Json.object()
                .put("type", "thinking")
                .put("thinking", draft.text())
                .put("signature", draft.signature())
                .toString());
      }
    }

    /** Counts are those of the message so far; what an event leaves out stays. */
    private void used(JsonNode counts) {
      usage =
          new Usage(
              later(counts, "input_tokens", usage.input()),
              later(counts, "output_tokens", usage.output()),
              later(counts, "cache_read_input_tokens", usage.cacheRead()),
              later(counts, "cache_creation_input_tokens", usage.cacheWrite()),
              null);
    }

    private static @Nullable Long later(JsonNode counts, String name, @Nullable Long before) {
      Long now = Json.count(counts, name);
      return now == null ? before : now;
    }

    private static Ending ending(String reason) {
      return switch (reason) {
        case "max_tokens" -> Ending.CUT;
        case "model_context_window_exceeded" -> Ending.WINDOW_FULL;
        case "refusal" -> Ending.REFUSED;
        case "pause_turn" -> Ending.PAUSED;
        default -> Ending.DONE;
      };
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
