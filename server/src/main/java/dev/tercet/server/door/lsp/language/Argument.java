package dev.tercet.server.door.lsp.language;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import dev.tercet.protocol.WireGson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a command is given: a request of the task protocol, in the making. Confined to the thread
 * that brings the command about.
 */
final class Argument {

  private final JsonObject members;

  Argument(JsonObject members) {
    this.members = members;
  }

  /**
   * As {@code workspace/executeCommand} has it: one object, or plain values in the parameters'
   * order, which is what a person types.
   */
  static Argument of(String command, List<String> names, @Nullable List<Object> given) {
    JsonObject members = new JsonObject();
    if (given == null || given.isEmpty()) {
      return new Argument(members);
    }
    JsonElement first = json(given.getFirst());
    if (given.size() == 1 && first instanceof JsonObject object) {
      for (Map.Entry<String, JsonElement> member : object.entrySet()) {
        members.add(member.getKey(), member.getValue());
      }
      return new Argument(members);
    }
    if (given.size() > names.size()) {
      throw wrong("%s takes at most %s".formatted(command, String.join(", ", names)));
    }
    for (int at = 0; at < given.size(); at++) {
      JsonElement value = json(given.get(at));
      if (!value.isJsonPrimitive() && !value.isJsonNull()) {
        throw wrong("%s takes one object, or plain values".formatted(command));
      }
      members.add(names.get(at), value);
    }
    return new Argument(members);
  }

  private static JsonElement json(@Nullable Object value) {
    return value instanceof JsonElement element ? element : WireGson.gson().toJsonTree(value);
  }

  /** The peer's fault: parameters that cannot be meant. */
  static ResponseErrorException wrong(String text) {
    return new ResponseErrorException(
        new ResponseError(ResponseErrorCode.InvalidParams, text, null));
  }

  boolean has(String name) {
    return members.get(name) != null && !members.get(name).isJsonNull();
  }

  @Nullable String text(String name) {
    JsonElement value = members.get(name);
    if (value == null || value.isJsonNull()) {
      return null;
    }
    if (!(value instanceof JsonPrimitive primitive)) {
      throw wrong("\"%s\" is a text".formatted(name));
    }
    return primitive.getAsString();
  }

  String required(String name) {
    String text = text(name);
    if (text == null) {
      throw wrong("\"%s\" is not there".formatted(name));
    }
    return text;
  }

  /** Several words: a list, or one text with spaces or commas between them. */
  List<String> words(String name) {
    List<String> words = new ArrayList<>();
    if (members.get(name) instanceof JsonArray array) {
      array.forEach(element -> words.add(element.isJsonPrimitive() ? element.getAsString() : ""));
    } else if (has(name)) {
      words.addAll(List.of(required(name).split("[\\s,]+", -1)));
    }
    words.removeIf(String::isBlank);
    return words;
  }

  void put(String name, String value) {
    members.addProperty(name, value);
  }

  void put(String name, Number value) {
    members.addProperty(name, value);
  }

  JsonObject json() {
    return members;
  }

  /** The request of the task protocol that this has become. */
  <T> T as(Class<T> request) {
    try {
      return WireGson.gson().fromJson(members, request);
    } catch (JsonParseException unreadable) {
      throw wrong(String.valueOf(unreadable.getMessage()));
    }
  }
}
