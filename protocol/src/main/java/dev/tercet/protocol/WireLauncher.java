package dev.tercet.protocol;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.MessageIssueHandler;
import org.eclipse.lsp4j.jsonrpc.MessageProducer;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.json.ConcurrentMessageProcessor;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.json.StreamMessageProducer;
import org.eclipse.lsp4j.jsonrpc.messages.MessageIssue;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Builds one end of a connection: lsp4j's launcher with {@link WireGson}, bounded frames, and
 * errors that tell the peer what it can act on and nothing of our inside.
 *
 * <p>A handler's {@link ResponseErrorException} goes to the peer as it is. Everything else that a
 * handler throws is answered {@code -32603} with a number that the log has beside the stack trace.
 * What cannot be read is always answered too, which lsp4j alone does not do.
 */
public final class WireLauncher<T> extends Launcher.Builder<T> {

  /** The largest message that is read, in bytes; a larger one is skipped and refused. */
  public static final int MAX_FRAME = 64 << 20;

  private static final System.Logger LOG = System.getLogger(WireLauncher.class.getName());

  private @Nullable MessageIssueHandler issues;
  private @Nullable MessageJsonHandler json;

  public WireLauncher() {
    configureGson(WireGson::configure);
    setExceptionHandler(WireLauncher::toError);
  }

  /** What the peer is told about a throwable; public for doors that answer by themselves. */
  public static ResponseError toError(Throwable thrown) {
    return switch (thrown) {
      case ResponseErrorException refused -> refused.getResponseError();
      case CompletionException wrapped when wrapped.getCause() != null ->
          toError(wrapped.getCause());
      case InvocationTargetException wrapped when wrapped.getCause() != null ->
          toError(wrapped.getCause());
      default -> internal(thrown);
    };
  }

  private static ResponseError internal(Throwable thrown) {
    String id = Integer.toHexString(System.identityHashCode(thrown));
    LOG.log(System.Logger.Level.ERROR, "internal error " + id, thrown);
    return new ResponseError(
        ResponseErrorCode.InternalError,
        "internal error " + id + "; the daemon's log has it",
        null);
  }

  @Override
  protected MessageJsonHandler createJsonHandler() {
    return new WireMessages(getSupportedMethods(), configureGson);
  }

  @Override
  protected RemoteEndpoint createRemoteEndpoint(MessageJsonHandler jsonHandler) {
    RemoteEndpoint endpoint = super.createRemoteEndpoint(jsonHandler);
    json = jsonHandler;
    issues = endpoint;
    return endpoint;
  }

  @Override
  protected ConcurrentMessageProcessor createMessageProcessor(
      MessageProducer reader, MessageConsumer consumer, T remoteProxy) {
    MessageProducer bounded =
        new BoundedProducer(input, requireNonNull(json), requireNonNull(issues));
    return super.createMessageProcessor(bounded, consumer, remoteProxy);
  }

  private static final class BoundedProducer extends StreamMessageProducer {

    private final MessageIssueHandler issues;

    BoundedProducer(InputStream input, MessageJsonHandler json, MessageIssueHandler issues) {
      super(input, json, issues);
      this.issues = issues;
    }

    @Override
    protected boolean handleMessage(InputStream input, Headers headers) {
      if (headers.contentLength <= MAX_FRAME) {
        return super.handleMessage(input, headers);
      }
      try {
        input.skipNBytes(headers.contentLength);
      } catch (IOException e) {
        fireStreamClosed(e);
        return false;
      }
      String text =
          "a message of " + headers.contentLength + " bytes; " + MAX_FRAME + " is the most";
      MessageIssue issue = new MessageIssue(text, ResponseErrorCode.InvalidRequest.getValue());
      issues.handle(new RequestMessage(), List.of(issue));
      return true;
    }

    /** How connections end; lsp4j would log it with a stack trace. */
    @Override
    protected void fireStreamClosed(Exception cause) {
      LOG.log(System.Logger.Level.DEBUG, "connection ended: " + cause);
    }
  }
}
