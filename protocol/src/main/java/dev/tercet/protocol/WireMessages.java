package dev.tercet.protocol;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.MessageIssue;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages so that every request that cannot be read is answered: lsp4j finds the id only
 * when it stands before the broken part, and says nothing at all to text that is no JSON.
 */
final class WireMessages extends MessageJsonHandler {

  WireMessages(Map<String, JsonRpcMethod> methods, Consumer<GsonBuilder> configureGson) {
    super(methods, configureGson);
  }

  @Override
  public Message parseMessage(Reader input) {
    String text = all(input);
    try {
      return super.parseMessage(new StringReader(text));
    } catch (MessageIssueException e) {
      Message message = identified(e.getRpcMessage(), text);
      throw new MessageIssueException(
          message, e.getIssues().stream().map(WireMessages::plain).toList());
    } catch (JsonParseException e) {
      MessageIssue issue =
          new MessageIssue("not JSON: " + words(e), ResponseErrorCode.ParseError.getValue());
      throw new MessageIssueException(new RequestMessage(), issue);
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
      request.setId(id.getAsInt());
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
  private static MessageIssue plain(MessageIssue issue) {
    Throwable cause = issue.getCause();
    if (cause == null) {
      return issue;
    }
    boolean malformed = isMalformed(cause) || isMalformed(cause.getCause());
    ResponseErrorCode code =
        malformed ? ResponseErrorCode.ParseError : ResponseErrorCode.InvalidParams;
    return new MessageIssue(words(cause), code.getValue());
  }

  private static boolean isMalformed(@Nullable Throwable cause) {
    return cause instanceof MalformedJsonException || cause instanceof EOFException;
  }

  /** The first line; gson adds an address to read at. */
  private static String words(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
