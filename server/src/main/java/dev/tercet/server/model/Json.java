package dev.tercet.server.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** How JSON is read and written here. */
final class Json {

  static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Null where the text is no JSON. */
  static @Nullable JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException _) {
      // The caller says what that means.
      return null;
    }
  }

  /** The object that a text stands for; empty where it is none. */
  static ObjectNode objectOf(String text) {
    return read(text) instanceof ObjectNode found ? found : object();
  }

  static @Nullable Long count(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isIntegralNumber() ? Long.valueOf(value.asLong()) : null;
  }

  /** What is left of a total that includes a part; providers count in both ways. */
  static @Nullable Long without(@Nullable Long total, @Nullable Long part) {
    return total == null || part == null ? total : Long.valueOf(Math.max(0, total - part));
  }
}
