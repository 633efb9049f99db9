package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.RpcException;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Words for a model that a human asks for by name.
 *
 * @param definition as it is listed: name, description, arguments
 */
public record Prompt(ObjectNode definition, Words words) {

  /** What the prompt says. */
  @FunctionalInterface
  public interface Words {

    /** The messages; the arguments that are required are there. */
    List<ObjectNode> say(ObjectNode arguments, Context context)
        throws RpcException, InterruptedException;
  }

  public String name() {
    return definition.path("name").asText();
  }

  List<String> required() {
    return StreamSupport.stream(definition.path("arguments").spliterator(), false)
        .filter(argument -> argument.path("required").asBoolean())
        .map(argument -> argument.path("name").asText())
        .toList();
  }

  /** One message of the user with a text. */
  public static ObjectNode message(String text) {
    return message(ToolResult.textBlock(text));
  }

  public static ObjectNode message(JsonNode content) {
    ObjectNode message = Json.object().put("role", "user");
    message.set("content", content);
    return message;
  }
}
