package dev.tercet.protocol;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.MessageIssue;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages so that every request that cannot be read is answered: lsp4j finds the id only
 * when it stands before the broken part, and says nothing at all to text that is no JSON.
 */
final class WireMessages extends MessageJsonHandler {

  /** No client's own id begins so by accident. */
  private static final String OTHER_ID = "\0tercet-id:";

  private static final int MOST_WORDS = 300;

  private static final Pattern NUL_FREE = Pattern.compile("tercet/.*|workspace/executeCommand");

  WireMessages(Map<String, JsonRpcMethod> methods, Consumer<GsonBuilder> configureGson) {
    super(methods, configureGson);
  }

  @Override
  public Message parseMessage(Reader input) {
    String text = all(input);
    try {
      return clean(withParams(super.parseMessage(new StringReader(text))), text);
    } catch (MessageIssueException e) {
      Message message = identified(e.getRpcMessage(), text);
      boolean json = isJson(text);
      throw new MessageIssueException(
          message, e.getIssues().stream().map(issue -> plain(issue, json)).toList());
    } catch (NumberFormatException | IllegalStateException e) {
      return withOtherId(text, e);
    } catch (JsonParseException e) {
      throw notJson(e);
    }
  }

  /**
   * No path, argument of a program or text of git can hold a NUL, so no request of ours does, nor a
   * command of an editor; what an editor says of its texts is left alone.
   */
  private static Message clean(Message message, String text) {
    if (message instanceof RequestMessage request
        && request.getMethod() != null
        && NUL_FREE.matcher(request.getMethod()).matches()
        && (text.contains("\\u0000") || text.indexOf('\0') >= 0)
        && json(text) instanceof JsonObject object) {
      nulIn("params", object.get("params"))
          .ifPresent(
              place -> {
                String words = place + " holds a NUL character, which nothing here can be called";
                throw new MessageIssueException(
                    message, new MessageIssue(words, ResponseErrorCode.InvalidParams.getValue()));
              });
    }
    return message;
  }

  /** Where in an element the first text with a NUL is. */
  private static Optional<String> nulIn(String place, @Nullable JsonElement element) {
    return switch (element) {
      case JsonObject object ->
          object.entrySet().stream()
              .flatMap(
                  member ->
                      member.getKey().indexOf('\0') >= 0
                          ? Stream.of("a name in " + place)
                          : nulIn(place + "." + member.getKey(), member.getValue()).stream())
              .findFirst();
      case JsonArray array ->
          array.asList().stream().flatMap(item -> nulIn(place, item).stream()).findFirst();
      case JsonPrimitive text when text.isString() && text.getAsString().indexOf('\0') >= 0 ->
          Optional.of(place);
      case null, default -> Optional.empty();
    };
  }

  private static MessageIssueException notJson(JsonParseException reason) {
    MessageIssue issue =
        new MessageIssue("not JSON: " + words(reason), ResponseErrorCode.ParseError.getValue());
    return new MessageIssueException(new RequestMessage(), issue);
  }

  private static JsonElement json(String text) {
    try {
      return JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw notJson(e);
    }
  }

  /** No parameters at all are an object without members: what it lacks is then said. */
  private Message withParams(Message message) {
    switch (message) {
      case RequestMessage request when request.getParams() == null ->
          request.setParams(nothing(message, request.getMethod()));
      case NotificationMessage notification when notification.getParams() == null ->
          notification.setParams(nothing(message, notification.getMethod()));
      default -> {}
    }
    return message;
  }

  private @Nullable Object nothing(Message message, String method) {
    JsonRpcMethod known = method == null ? null : getJsonRpcMethod(method);
    if (known == null || known.getParameterTypes().length != 1) {
      return null;
    }
    try {
      return getGson().fromJson("{}", known.getParameterTypes()[0]);
    } catch (JsonParseException lacking) {
      throw new MessageIssueException(
          message, new MessageIssue(words(lacking), ResponseErrorCode.InvalidParams.getValue()));
    }
  }

  /**
   * JSON-RPC takes any number for an id, and null; lsp4j only what fits an {@code int}. Such an id
   * travels inside as a text that {@link #serialize} undoes.
   */
  private Message withOtherId(String text, RuntimeException reason) {
    if (json(text) instanceof JsonObject object && isOther(object.get("id"))) {
      object.addProperty("id", OTHER_ID + object.get("id"));
      return parseMessage(new StringReader(object.toString()));
    }
    MessageIssue issue =
        new MessageIssue(
            "not a message: " + words(reason), ResponseErrorCode.InvalidRequest.getValue());
    throw new MessageIssueException(new RequestMessage(), issue);
  }

  private static boolean isOther(@Nullable JsonElement id) {
    return id != null
        && (id.isJsonNull() || (id.isJsonPrimitive() && !id.getAsJsonPrimitive().isString()));
  }

  @Override
  public void serialize(Message message, Writer output) {
    if (message instanceof ResponseMessage response
        && response.getId() != null
        && response.getId().startsWith(OTHER_ID)) {
      JsonObject object = getGson().toJsonTree(message).getAsJsonObject();
      object.add("id", JsonParser.parseString(response.getId().substring(OTHER_ID.length())));
      write(object, output);
    } else {
      super.serialize(message, output);
    }
  }

  private static void write(JsonObject object, Writer output) {
    try {
      output.write(object.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String all(Reader input) {
    try {
      return input.readAllAsString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same message as a request, where an id stood behind what could not be read. */
  private static Message identified(Message message, String text) {
    if (!(message instanceof NotificationMessage notification)) {
      return message;
    }
    JsonElement id = idOf(text);
    if (id == null) {
      return message;
    }
    RequestMessage request = new RequestMessage();
    request.setMethod(notification.getMethod());
    if (id.getAsJsonPrimitive().isNumber()) {
      request.setId(OTHER_ID + id);
    } else {
      request.setId(id.getAsString());
    }
    return request;
  }

  private static @Nullable JsonElement idOf(String text) {
    try {
      return JsonParser.parseString(text) instanceof JsonObject object
              && object.get("id") instanceof JsonPrimitive id
          ? id
          : null;
    } catch (JsonParseException e) {
      return null;
    }
  }

  /** The issue in words, without the throwable, whose stack trace lsp4j would send along. */
  private static MessageIssue plain(MessageIssue issue, boolean json) {
    Throwable cause = issue.getCause();
    if (cause == null) {
      return issue;
    }
    ResponseErrorCode code = json ? ResponseErrorCode.InvalidParams : ResponseErrorCode.ParseError;
    return new MessageIssue(words(cause), code.getValue());
  }

  private static boolean isJson(String text) {
    try {
      var _ = JsonParser.parseString(text);
      return true;
    } catch (JsonParseException e) {
      return false;
    }
  }

  /** The first line, as far as anybody reads it; gson adds an address to read at. */
  private static String words(Throwable cause) {
    String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return line.length() <= MOST_WORDS ? line : line.substring(0, MOST_WORDS) + "…";
  }
}
