package dev.tercet.server.agent.acp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.agent.AgentQuestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form that an agent wants filled in: one question for each property that has to be, and answers
 * put back in the types that the form wants. Pure.
 *
 * <p>Agents add to a choice a property for free text, named like the choice with an ending ({@code
 * q1} and {@code q1_note}). It is not asked for; an answer that is none of the options goes there.
 */
final class Elicitation {

  private static final int MOST_QUESTIONS = 10;

  private final String message;
  private final JsonNode properties;
  private final List<String> required = new ArrayList<>();
  private final ObjectNode content = AcpWire.JSON.createObjectNode();

  /** Reads the parameters of {@code elicitation/create}. */
  Elicitation(JsonNode params) {
    this.message = params.path("message").asText("").strip();
    JsonNode schema = params.path("requestedSchema");
    this.properties = schema.path("properties");
    schema.path("required").forEach(name -> required.add(name.asText()));
  }

  /** The properties to ask for, in order, each with its question. */
  Map<String, AgentQuestion> questions() {
    Map<String, AgentQuestion> questions = new LinkedHashMap<>();
    List<String> names = asked();
    for (String name : names) {
      questions.put(name, new AgentQuestion(text(name, names.size() > 1), options(name)));
    }
    return questions;
  }

  private List<String> asked() {
    List<String> all = new ArrayList<>();
    properties.fieldNames().forEachRemaining(all::add);
    return all.stream()
        .filter(name -> required.isEmpty() ? !isCompanion(name, all) : required.contains(name))
        .limit(MOST_QUESTIONS)
        .toList();
  }

  private static boolean isCompanion(String name, List<String> all) {
    return all.stream().anyMatch(other -> name.startsWith(other + "_"));
  }

  private String text(String name, boolean oneOfSeveral) {
    JsonNode property = properties.path(name);
    String title = property.path("title").asText("").strip();
    String description = property.path("description").asText("").strip();
    if (title.endsWith("?")) {
      return title;
    }
    String own = title.isEmpty() ? name : title;
    if (message.isEmpty()) {
      return description.isEmpty() ? own : own + ": " + description;
    }
    return oneOfSeveral ? message + "\n" + own : message;
  }

  private List<String> options(String name) {
    JsonNode property = properties.path(name);
    if (property.path("type").asText("").equals("boolean")) {
      return List.of("yes", "no");
    }
    return choices(property).stream().map(Choice::title).toList();
  }

  private record Choice(String value, String title) {}

  private static List<Choice> choices(JsonNode property) {
    List<Choice> choices = new ArrayList<>();
    for (JsonNode holder : List.of(property, property.path("items"))) {
      for (String list : List.of("oneOf", "anyOf")) {
        for (JsonNode option : holder.path(list)) {
          String value = option.path("const").asText("");
          choices.add(new Choice(value, option.path("title").asText(value)));
        }
      }
      for (JsonNode value : holder.path("enum")) {
        choices.add(new Choice(value.asText(), value.asText()));
      }
    }
    return choices;
  }

  /** Takes an answer in. */
  void answer(String name, String answer) {
    JsonNode property = properties.path(name);
    String text = answer.strip();
    switch (property.path("type").asText("string")) {
      case "boolean" -> content.put(name, text.toLowerCase(Locale.ROOT).matches("yes|y|true|1"));
      case "integer", "number" -> number(name, text);
      case "array" -> {
        var values = content.putArray(name);
        for (String part : text.split("\\s*,\\s*", -1)) {
          Choice choice = choice(property, part);
          values.add(choice == null ? part : choice.value());
        }
      }
      default -> string(name, text);
    }
  }

  private void number(String name, String text) {
    if (text.matches("-?[0-9]{1,18}")) {
      content.put(name, Long.parseLong(text));
    } else if (text.matches("-?[0-9]{1,18}\\.[0-9]{1,18}")) {
      content.put(name, Double.parseDouble(text));
    } else {
      content.put(name, text);
    }
  }

  private void string(String name, String text) {
    JsonNode property = properties.path(name);
    List<Choice> choices = choices(property);
    Choice chosen = choice(property, text);
    String companion = companion(name);
    if (chosen != null) {
      content.put(name, chosen.value());
    } else if (choices.isEmpty() || companion == null) {
      content.put(name, text);
    } else {
      content.put(companion, text);
      choices.stream()
          .filter(choice -> choice.title().toLowerCase(Locale.ROOT).matches("(none|other).*"))
          .findFirst()
          .ifPresent(other -> content.put(name, other.value()));
    }
  }

  private static @Nullable Choice choice(JsonNode property, String text) {
    return choices(property).stream()
        .filter(
            choice ->
                choice.title().equalsIgnoreCase(text) || choice.value().equalsIgnoreCase(text))
        .findFirst()
        .orElse(null);
  }

  private @Nullable String companion(String name) {
    List<String> all = new ArrayList<>();
    properties.fieldNames().forEachRemaining(all::add);
    return all.stream().filter(other -> other.startsWith(name + "_")).findFirst().orElse(null);
  }

  /** What {@code accept} sends back. */
  ObjectNode content() {
    return content;
  }
}
