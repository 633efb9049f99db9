package dev.tercet.server.reference;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Messages that were really exchanged with a daemon, in their order.
 *
 * <p>Each is an object with {@code method} and {@code params}, {@code result} or {@code error}
 * where it is a request, and {@code story} where it belongs to the job that is told from end to
 * end.
 */
record Exchanges(List<JsonObject> messages) {

  Exchanges {
    messages = List.copyOf(messages);
  }

  static Exchanges parse(String json) {
    JsonArray array = JsonParser.parseString(json).getAsJsonArray();
    return new Exchanges(
        StreamSupport.stream(array.spliterator(), false)
            .map(JsonElement::getAsJsonObject)
            .toList());
  }

  String json() {
    JsonArray array = new JsonArray();
    messages.forEach(array::add);
    return Json.pretty(array) + "\n";
  }

  /** The methods that were answered, or that came unasked. */
  List<String> methods() {
    return messages.stream()
        .filter(message -> !message.has("error"))
        .map(message -> message.get("method").getAsString())
        .distinct()
        .toList();
  }

  Optional<String> example(String method) {
    return messages.stream()
        .filter(message -> message.get("method").getAsString().equals(method))
        .filter(message -> !message.has("error"))
        .findFirst()
        .map(Exchanges::text);
  }

  Stream<String> errors() {
    return messages.stream().filter(message -> message.has("error")).map(Exchanges::text);
  }

  Stream<String> story() {
    return messages.stream()
        .filter(message -> message.has("story"))
        .map(message -> "### " + message.get("story").getAsString() + "\n\n" + text(message));
  }

  private static String text(JsonObject message) {
    StringBuilder text = new StringBuilder("```json\n");
    boolean asked = message.has("result") || message.has("error");
    JsonObject sent = new JsonObject();
    sent.addProperty("jsonrpc", "2.0");
    if (asked) {
      sent.addProperty("id", 1);
    }
    sent.add("method", message.get("method"));
    sent.add("params", message.get("params"));
    text.append(Json.pretty(sent)).append("\n```\n");
    if (asked) {
      JsonObject got = new JsonObject();
      got.addProperty("jsonrpc", "2.0");
      got.addProperty("id", 1);
      String outcome = message.has("result") ? "result" : "error";
      got.add(outcome, message.get(outcome));
      text.append("\n```json\n").append(Json.pretty(got)).append("\n```\n");
    }
    return text.toString();
  }
}
