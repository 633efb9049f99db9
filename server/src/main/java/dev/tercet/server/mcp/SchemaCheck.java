package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Tells what in a value does not fit a JSON Schema, in words that help a model to mend it. Knows
 * the keywords that our schemas use; what it does not know it lets pass, as a validator may (JSON
 * Schema 2020-12 Core, section 6.5).
 */
public final class SchemaCheck {

  private static final int MOST_FAULTS = 5;

  private final List<String> faults = new ArrayList<>();

  private SchemaCheck() {}

  /** One line for each fault; empty where it fits. */
  public static List<String> faults(JsonNode value, JsonNode schema, String name) {
    SchemaCheck check = new SchemaCheck();
    check.check(value, schema, name);
    return check.faults.stream().limit(MOST_FAULTS).toList();
  }

  private void check(JsonNode value, JsonNode schema, String name) {
    JsonNode type = schema.path("type");
    if (!type.isMissingNode() && !isOf(value, type)) {
      faults.add("%s must be %s, not %s".formatted(name, words(type), kind(value)));
      return;
    }
    JsonNode choices = schema.path("enum");
    if (choices.isArray()
        && StreamSupport.stream(choices.spliterator(), false).noneMatch(value::equals)) {
      faults.add("%s must be one of %s, not %s".formatted(name, choices, shown(value)));
      return;
    }
    checkSize(value, schema, name);
    if (value.isObject()) {
      checkProperties(value, schema, name);
    }
    if (value.isArray() && schema.path("items").isObject()) {
      for (int i = 0; i < value.size(); i++) {
        check(value.get(i), schema.path("items"), name + "[" + i + "]");
      }
    }
  }

  private void checkProperties(JsonNode value, JsonNode schema, String name) {
    JsonNode properties = schema.path("properties");
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        faults.add(
            "%s lacks \"%s\"%s"
                .formatted(name, required.asText(), meaning(properties.path(required.asText()))));
      }
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      JsonNode known = properties.path(member.getKey());
      if (known.isObject()) {
        check(member.getValue(), known, name + "." + member.getKey());
      } else if (schema.path("additionalProperties").isBoolean()
          && !schema.path("additionalProperties").booleanValue()) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        faults.add("%s has no \"%s\"; it has %s".formatted(name, member.getKey(), names));
      }
    }
  }

  private void checkSize(JsonNode value, JsonNode schema, String name) {
    if (value.isTextual()) {
      if (value.textValue().indexOf('\0') >= 0) {
        faults.add(name + " holds the character U+0000, which no text of people has");
      }
      bound(value.textValue().length(), schema, "minLength", "maxLength", name + " characters");
    } else if (value.isArray()) {
      bound(value.size(), schema, "minItems", "maxItems", name + " items");
    } else if (value.isNumber()) {
      bound(value.doubleValue(), schema, "minimum", "maximum", name);
    }
  }

  private void bound(double size, JsonNode schema, String least, String most, String what) {
    if (schema.has(least) && size < schema.path(least).asDouble()) {
      faults.add("%s: at least %s".formatted(what, schema.path(least)));
    }
    if (schema.has(most) && size > schema.path(most).asDouble()) {
      faults.add("%s: at most %s".formatted(what, schema.path(most)));
    }
  }

  private static String meaning(JsonNode schema) {
    String description = schema.path("description").asText();
    return description.isEmpty() ? "" : ": " + description;
  }

  private static boolean isOf(JsonNode value, JsonNode type) {
    if (type.isArray()) {
      return StreamSupport.stream(type.spliterator(), false).anyMatch(one -> isOf(value, one));
    }
    return switch (type.asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      default -> true;
    };
  }

  private static String words(JsonNode type) {
    return type.isArray() ? "one of " + type : "of type " + type.asText();
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case STRING -> "the string " + shown(value);
      case NUMBER -> "the number " + shown(value);
      case BOOLEAN -> "a boolean";
      case NULL -> "null";
      case BINARY, MISSING, POJO -> "nothing";
    };
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
