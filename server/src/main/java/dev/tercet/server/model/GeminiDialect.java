package dev.tercet.server.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.model.Drafts.Draft;
import dev.tercet.server.model.Drafts.Kind;
import dev.tercet.server.model.Reply.Ending;
import dev.tercet.server.workflow.Usage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's generateContent, v1beta. A call's thought signature goes back with the call, as the API
 * wants it.
 */
final class GeminiDialect implements Dialect {

  @Override
  public String path(ModelRequest request) {
    String model =
        URLEncoder.encode(request.model().replaceFirst("^models/", ""), StandardCharsets.UTF_8);
    return "/v1beta/models/" + model + ":streamGenerateContent?alt=sse";
  }

  @Override
  public Map<String, String> headers(@Nullable String key) {
    return key == null ? Map.of() : Map.of("x-goog-api-key", key);
  }

  @Override
  public ObjectNode body(ModelRequest request, Endpoint endpoint) {
    ObjectNode body = Json.object();
    body.putObject("systemInstruction").putArray("parts").addObject().put("text", request.system());
    if (!request.tools().isEmpty()) {
      ArrayNode tools = body.putArray("tools").addObject().putArray("functionDeclarations");
      for (ToolDefinition tool : request.tools()) {
        tools
            .addObject()
            .put("name", tool.name())
            .put("description", tool.description())
            .set("parametersJsonSchema", Json.objectOf(tool.schema()));
      }
    }
    ObjectNode generation = body.putObject("generationConfig");
    if (request.maxOutput() > 0) {
      generation.put("maxOutputTokens", request.maxOutput());
    }
    if (request.effort() != null) {
      generation
          .putObject("thinkingConfig")
          .put("includeThoughts", true)
          .put("thinkingLevel", request.effort());
    } else if (ModelFacts.of(endpoint, request.model()).reasons()) {
      generation.putObject("thinkingConfig").put("includeThoughts", true);
    }
    contents(body.putArray("contents"), request);
    return body;
  }

  /** Messages of ours in a row become one, because roles take turns. */
  private static void contents(ArrayNode contents, ModelRequest request) {
    @Nullable ArrayNode ours = null;
    for (Message message : request.messages()) {
      if (message instanceof Message.Assistant(var blocks)) {
        ours = null;
        ArrayNode parts = Json.MAPPER.createArrayNode();
        blocks.forEach(block -> part(parts, block));
        if (!parts.isEmpty()) {
          contents.addObject().put("role", "model").set("parts", parts);
        }
        continue;
      }
      if (ours == null) {
        ours = contents.addObject().put("role", "user").putArray("parts");
      }
      our(ours, message);
    }
  }

  private static void our(ArrayNode parts, Message message) {
    switch (message) {
      case Message.User(String text) -> parts.addObject().put("text", text);
      case Message.Results(var results) -> {
        for (ToolResult result : results) {
          parts
              .addObject()
              .putObject("functionResponse")
              .put("id", result.id())
              .put("name", result.name())
              .putObject("response")
              .put(result.failed() ? "error" : "output", result.text());
        }
      }
      case Message.Assistant _ -> {}
    }
  }

  private static void part(ArrayNode parts, Block block) {
    switch (block) {
      case Block.Text(String text) -> parts.addObject().put("text", text);
      case Block.Reasoning _ -> {}
      case Block.Call call -> {
        ObjectNode part = parts.addObject();
        part.putObject("functionCall")
            .put("id", call.id())
            .put("name", call.name())
            .set("args", Json.objectOf(call.arguments()));
        if (call.opaque() != null) {
          part.put("thoughtSignature", call.opaque());
        }
      }
    }
  }

  @Override
  public Hearing hearing() {
    return new Chunks();
  }

  /** The chunks up to the one that has a finish reason. */
  private static final class Chunks implements Hearing {

    private final Drafts drafts = new Drafts();
    private Usage usage = Usage.UNKNOWN;
    private Ending ending = Ending.DONE;
    private boolean complete;

    @Override
    public void event(JsonNode chunk, Consumer<Piece> pieces) throws StreamError {
      if (chunk.hasNonNull("error")) {
        throw new StreamError(chunk.path("error"));
      }
      used(chunk.path("usageMetadata"));
      JsonNode candidate = chunk.path("candidates").path(0);
      candidate.path("content").path("parts").forEach(part -> part(part, pieces));
      String blocked = chunk.path("promptFeedback").path("blockReason").asText("");
      if (candidate.path("finishReason").isTextual()) {
        complete = true;
        ending = ending(candidate.path("finishReason").asText());
      } else if (!blocked.isEmpty()) {
        complete = true;
        ending = Ending.REFUSED;
      }
    }

    private void part(JsonNode part, Consumer<Piece> pieces) {
      String text = part.path("text").asText("");
      if (part.has("functionCall")) {
        JsonNode call = part.path("functionCall");
        Draft draft =
            drafts
                .append(Kind.CALL)
                .call(call.path("id").asText(""), call.path("name").asText(""))
                .text(call.path("args").isObject() ? call.path("args").toString() : "{}");
        draft.opaque(part.path("thoughtSignature").asText(null));
      } else if (part.path("thought").asBoolean(false)) {
        drafts.last(Kind.REASONING).text(text);
        pieces.accept(new Piece.Thought(text));
      } else if (!text.isEmpty()) {
        drafts.last(Kind.TEXT).text(text);
        pieces.accept(new Piece.Text(text));
      }
    }

    /** Each chunk has the counts of the answer so far. */
    private void used(JsonNode counts) {
      if (!counts.isObject()) {
        return;
      }
      Long read = Json.count(counts, "cachedContentTokenCount");
      Long said = Json.count(counts, "candidatesTokenCount");
      Long thought = Json.count(counts, "thoughtsTokenCount");
      usage =
          new Usage(
              Json.without(Json.count(counts, "promptTokenCount"), read),
              said == null ? thought : thought == null ? said : Long.valueOf(said + thought),
              read,
              null,
              null);
    }

    private static Ending ending(String reason) {
      return switch (reason) {
        case "STOP" -> Ending.DONE;
        case "MAX_TOKENS" -> Ending.CUT;
        case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "MALFORMED_RESPONSE" ->
            Ending.GARBLED;
        default -> Ending.REFUSED;
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
