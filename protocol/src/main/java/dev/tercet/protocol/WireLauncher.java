package dev.tercet.protocol;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.JsonRpcException;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.MessageIssueHandler;
import org.eclipse.lsp4j.jsonrpc.MessageProducer;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.json.ConcurrentMessageProcessor;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
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

  private @Nullable Function<Endpoint, T> remote;
  private @Nullable MessageIssueHandler issues;
  private @Nullable MessageJsonHandler json;
  private @Nullable ConcurrentMessageProcessor processor;

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
      case JsonRpcException broken when broken.getCause() instanceof IOException gone -> lost(gone);
      default -> internal(thrown);
    };
  }

  /** For nobody: what breaks when an answer is written is the connection, and no bug. */
  private static ResponseError lost(IOException gone) {
    LOG.log(System.Logger.Level.DEBUG, "an answer was not delivered: " + gone);
    return new ResponseError(ResponseErrorCode.InternalError, "the connection broke", null);
  }

  private static ResponseError internal(Throwable thrown) {
    String id = Integer.toHexString(System.identityHashCode(thrown));
    LOG.log(System.Logger.Level.ERROR, "internal error " + id, thrown);
    return new ResponseError(
        ResponseErrorCode.InternalError,
        "internal error " + id + "; the daemon's log has it",
        null);
  }

  /**
   * Makes the remote side by hand. lsp4j's own has a proxy class for each namespace from the start,
   * which is a sixth of what starting a short command costs.
   */
  public WireLauncher<T> remoteAs(Function<Endpoint, T> make) {
    remote = make;
    return this;
  }

  /**
   * Makes this end and reads on the calling thread until the other end is gone: a thread that is
   * there for that anyway, and is woken by the system itself.
   *
   * @param remote is handed the other end before anything is read
   */
  public void serve(Consumer<T> remote) {
    remote.accept(create().getRemoteProxy());
    requireNonNull(processor).run();
  }

  @Override
  protected T createProxy(RemoteEndpoint endpoint) {
    return remote == null ? super.createProxy(endpoint) : remote.apply(endpoint);
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
        new FrameReader(input, requireNonNull(json), requireNonNull(issues), MAX_FRAME);
    processor = super.createMessageProcessor(bounded, consumer, remoteProxy);
    return processor;
  }
}
