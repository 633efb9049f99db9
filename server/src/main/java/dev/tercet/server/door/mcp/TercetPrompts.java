package dev.tercet.server.door.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.mcp.Json;
import dev.tercet.server.mcp.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The prompts, which lie as text beside this class. */
final class TercetPrompts {

  private TercetPrompts() {}

  static List<Prompt> all() {
    List<Prompt> prompts = new ArrayList<>();
    for (JsonNode entry : Json.resource(TercetPrompts.class, "prompts.json")) {
      ObjectNode definition = entry.deepCopy();
      String words = definition.remove("words").asText();
      prompts.add(
          new Prompt(
              definition, (arguments, _) -> List.of(Prompt.message(filled(words, arguments)))));
    }
    return List.copyOf(prompts);
  }

  private static String filled(String words, ObjectNode arguments) {
    String text = words;
    for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
      text = text.replace("{" + argument.getKey() + "}", argument.getValue().asText());
    }
    return text;
  }
}
