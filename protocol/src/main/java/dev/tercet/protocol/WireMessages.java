package dev.tercet.protocol;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
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
  public Message parseMessage(CharSequence text) {
    try {
      return super.parseMessage(text);
    } catch (MessageIssueException e) {
      throw new MessageIssueException(
          identified(e.getRpcMessage(), text),
          e.getIssues().stream().map(WireMessages::plain).toList());
    } catch (JsonParseException e) {
      throw new MessageIssueException(
          new RequestMessage(),
          new MessageIssue("not JSON: " + e.getMessage(), ResponseErrorCode.ParseError.getValue()));
    }
  }

  /** The same message as a request, where an id stood behind what could not be read. */
  private static Message identified(Message message, CharSequence text) {
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

  private static @Nullable JsonElement idOf(CharSequence text) {
    try {
      return JsonParser.parseString(text.toString()) instanceof JsonObject object
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
    boolean malformed =
        cause instanceof MalformedJsonException
            || cause instanceof EOFException
            || cause.getCause() instanceof MalformedJsonException
            || cause.getCause() instanceof EOFException;
    ResponseErrorCode code =
        malformed ? ResponseErrorCode.ParseError : ResponseErrorCode.InvalidParams;
    return new MessageIssue(String.valueOf(cause.getMessage()), code.getValue());
  }
}
