package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call gives.
 *
 * @param content blocks for the model
 * @param structured fits the tool's output schema
 */
public record ToolResult(List<ObjectNode> content, @Nullable JsonNode structured, Kind kind) {

  /** How it went. */
  public enum Kind {
    DONE,
    /** The model is told of an error that it may mend. */
    FAILED
  }

  public ToolResult {
    content = List.copyOf(content);
  }

  public static ToolResult text(String text) {
    return new ToolResult(List.of(textBlock(text)), null, Kind.DONE);
  }

  public static ToolResult text(String text, JsonNode structured) {
    return new ToolResult(List.of(textBlock(text)), structured, Kind.DONE);
  }

  public static ToolResult failed(String text) {
    return new ToolResult(List.of(textBlock(text)), null, Kind.FAILED);
  }

  public static ObjectNode textBlock(String text) {
    return Json.object().put("type", "text").put("text", text);
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    json.set("content", Json.array(content));
    if (structured != null) {
      json.set("structuredContent", structured);
    }
    if (kind == Kind.FAILED) {
      json.put("isError", true);
    }
    return json;
  }
}
