package dev.tercet.server.agent.builtin;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.agent.builtin.Tree.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arguments of a tool call. What does not fit is refused in words that tell the mend. */
record Arguments(ObjectNode json) {

  static final JsonMapper MAPPER = new JsonMapper();

  /** Reads what a model wrote. */
  static Arguments parse(String text) throws Refused {
    JsonNode json;
    try {
      json = MAPPER.readTree(text);
    } catch (JacksonException broken) {
      throw new Refused(
          "the arguments are no valid JSON ("
              + broken.getOriginalMessage()
              + "); call the tool again with one JSON object. If your answer was cut off, do the"
              + " work in smaller pieces");
    }
    if (json instanceof ObjectNode object) {
      return new Arguments(object);
    }
    throw new Refused(
        "the arguments are a JSON object, not " + kind(json) + "; call the tool again");
  }

  String text(String name) throws Refused {
    return optionalText(name)
        .orElseThrow(
            () ->
                new Refused(
                    "the argument \"" + name + "\" is missing; call the tool again with it"));
  }

  Optional<String> optionalText(String name) throws Refused {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw wrong(name, "a text", value);
    }
    return Optional.of(value.asText());
  }

  /** A whole number; models write them as texts, too. */
  int number(String name, int otherwise) throws Refused {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    String digits = value.isTextual() ? value.asText().strip() : value.toString();
    if (!digits.matches("[0-9]{1,9}")) {
      throw wrong(name, "a whole number", value);
    }
    return Integer.parseInt(digits);
  }

  boolean flag(String name) throws Refused {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "true or false", value);
    }
    return value.asBoolean();
  }

  List<String> texts(String name) throws Refused {
    JsonNode value = json.path(name);
    List<String> texts = new ArrayList<>();
    if (value.isMissingNode() || value.isNull()) {
      return texts;
    }
    if (!value.isArray()) {
      throw wrong(name, "a list of texts", value);
    }
    for (JsonNode one : value) {
      if (!one.isTextual()) {
        throw wrong(name, "a list of texts", value);
      }
      texts.add(one.asText());
    }
    return texts;
  }

  private static Refused wrong(String name, String wanted, JsonNode value) {
    return new Refused(
        "the argument \""
            + name
            + "\" is "
            + wanted
            + ", not "
            + kind(value)
            + "; call the tool again");
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT, POJO -> "an object";
      case STRING, BINARY -> "a text";
      case NUMBER -> "the number " + value;
      case BOOLEAN -> value.toString();
      case NULL, MISSING -> "nothing";
    };
  }
}
