package dev.tercet.server.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.model.Drafts.Draft;
import dev.tercet.server.model.Drafts.Kind;
import dev.tercet.server.model.Reply.Ending;
import dev.tercet.server.workflow.Usage;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's Chat Completions API, as OpenAI and the many servers speak it that imitate it.
 *
 * <p>Those differ: some give calls no id or all the same index, send a call whole, name their
 * reasoning {@code reasoning} or {@code reasoning_content} and want it back, or end without {@code
 * [DONE]}. All of it is understood.
 */
final class ChatDialect implements Dialect {

  @Override
  public String path(ModelRequest request) {
    return "/chat/completions";
  }

  @Override
  public Map<String, String> headers(@Nullable String key) {
    return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key);
  }

  @Override
  public ObjectNode body(ModelRequest request, Endpoint endpoint) {
    ObjectNode body = Json.object().put("model", request.model()).put("stream", true);
    body.putObject("stream_options").put("include_usage", true);
    if (request.maxOutput() > 0) {
      boolean openAi = endpoint.baseUrl().contains("//api.openai.com/");
      body.put(openAi ? "max_completion_tokens" : "max_tokens", request.maxOutput());
    }
    if (request.effort() != null) {
      body.put("reasoning_effort", request.effort());
    }
    if (!request.tools().isEmpty()) {
      ArrayNode tools = body.putArray("tools");
      for (ToolDefinition tool : request.tools()) {
        tools
            .addObject()
            .put("type", "function")
            .putObject("function")
            .put("name", tool.name())
            .put("description", tool.description())
            .set("parameters", Json.objectOf(tool.schema()));
      }
    }
    ArrayNode messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", request.system());
    request.messages().forEach(message -> message(messages, message));
    return body;
  }

  private static void message(ArrayNode messages, Message message) {
    switch (message) {
      case Message.User(String text) ->
          messages.addObject().put("role", "user").put("content", text);
      case Message.Assistant assistant -> assistant(messages.addObject(), assistant);
      case Message.Results(var results) -> {
        for (ToolResult result : results) {
          messages
              .addObject()
              .put("role", "tool")
              .put("tool_call_id", result.id())
              .put("content", result.text());
        }
      }
    }
  }

  private static void assistant(ObjectNode message, Message.Assistant assistant) {
    message.put("role", "assistant");
    StringBuilder said = new StringBuilder();
    ArrayNode calls = Json.MAPPER.createArrayNode();
    for (Block block : assistant.blocks()) {
      switch (block) {
        case Block.Text(String text) -> said.append(text);
        case Block.Reasoning(String text, var field) -> {
          if (field != null) {
            message.put(field, message.path(field).asText("") + text);
          }
        }
        case Block.Call call ->
            calls
                .addObject()
                .put("id", call.id())
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments());
      }
    }
    message.put("content", said.toString());
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
  }

  @Override
  public Hearing hearing() {
    return new Chunks();
  }

  /** The chunks up to the one that has a finish reason, and the usage behind it. */
  private static final class Chunks implements Hearing {

    private final Drafts drafts = new Drafts();
    private final Map<Integer, Draft> calls = new HashMap<>();
    private Usage usage = Usage.UNKNOWN;
    private Ending ending = Ending.DONE;
    private boolean complete;

    @Override
    public void event(JsonNode chunk, Consumer<Piece> pieces) throws StreamError {
      if (chunk.hasNonNull("error")) {
        throw new StreamError(chunk.path("error"));
      }
      used(chunk.path("usage"));
      JsonNode choice = chunk.path("choices").path(0);
      JsonNode delta = choice.path("delta");
      thought(delta, pieces);
      for (String field : new String[] {"content", "refusal"}) {
        String text = delta.path(field).asText("");
        if (!text.isEmpty() && delta.path(field).isTextual()) {
          drafts.last(Kind.TEXT).text(text);
          pieces.accept(new Piece.Text(text));
        }
      }
      delta.path("tool_calls").forEach(this::call);
      if (choice.path("finish_reason").isTextual()) {
        complete = true;
        ending = ending(choice.path("finish_reason").asText());
      }
    }

    private void thought(JsonNode delta, Consumer<Piece> pieces) {
      for (String field : new String[] {"reasoning_content", "reasoning"}) {
        String text = delta.path(field).isTextual() ? delta.path(field).asText() : "";
        if (!text.isEmpty()) {
          drafts.last(Kind.REASONING).text(text).opaque(field);
          pieces.accept(new Piece.Thought(text));
          return;
        }
      }
    }

    private void call(JsonNode piece) {
      int index = piece.path("index").asInt(0);
      String id = piece.path("id").asText("");
      JsonNode function = piece.path("function");
      Draft known = calls.get(index);
      boolean another = known == null || (!id.isEmpty() && !id.equals(known.id()));
      Draft call = known == null || another ? drafts.append(Kind.CALL) : known;
      if (another) {
        calls.put(index, call.call(id, function.path("name").asText("")));
      }
      JsonNode arguments = function.path("arguments");
      if (!arguments.isMissingNode() && !arguments.isNull()) {
        call.text(arguments.isTextual() ? arguments.asText() : arguments.toString());
      }
    }

    private void used(JsonNode counts) {
      if (!counts.isObject()) {
        return;
      }
      JsonNode details = counts.path("prompt_tokens_details");
      Long read = Json.count(details, "cached_tokens");
      Long written = Json.count(details, "cache_write_tokens");
      usage =
          new Usage(
              Json.without(Json.without(Json.count(counts, "prompt_tokens"), read), written),
              Json.count(counts, "completion_tokens"),
              read,
              written,
              null);
    }

    private static Ending ending(String reason) {
      return switch (reason) {
        case "length" -> Ending.CUT;
        case "content_filter" -> Ending.REFUSED;
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
