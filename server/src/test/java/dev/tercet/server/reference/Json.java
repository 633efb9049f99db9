package dev.tercet.server.reference;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** JSON for people: what fits on a line stands on one. */
final class Json {

  private static final int WIDTH = 110;

  private Json() {}

  static String pretty(JsonElement element) {
    return pretty(element, 0, 0);
  }

  private static String pretty(JsonElement element, int indent, int before) {
    String line = line(element);
    if (indent + before + line.length() <= WIDTH || element.isJsonPrimitive()) {
      return line;
    }
    String inner = "\n" + " ".repeat(indent + 2);
    String end = "\n" + " ".repeat(indent);
    return switch (element) {
      case JsonObject object when !object.isEmpty() ->
          object.asMap().entrySet().stream()
              .map(entry -> member(entry, indent + 2))
              .collect(Collectors.joining("," + inner, "{" + inner, end + "}"));
      case JsonArray array when !array.isEmpty() ->
          StreamSupport.stream(array.spliterator(), false)
              .map(one -> pretty(one, indent + 2, 0))
              .collect(Collectors.joining("," + inner, "[" + inner, end + "]"));
      default -> line;
    };
  }

  private static String member(Map.Entry<String, JsonElement> entry, int indent) {
    return "\""
        + entry.getKey()
        + "\": "
        + pretty(entry.getValue(), indent, entry.getKey().length() + 4);
  }

  private static String line(JsonElement element) {
    return switch (element) {
      case JsonObject object when !object.isEmpty() ->
          object.asMap().entrySet().stream()
              .map(entry -> "\"" + entry.getKey() + "\": " + line(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case JsonArray array ->
          StreamSupport.stream(array.spliterator(), false)
              .map(Json::line)
              .collect(Collectors.joining(", ", "[", "]"));
      default -> element.toString();
    };
  }

  static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
