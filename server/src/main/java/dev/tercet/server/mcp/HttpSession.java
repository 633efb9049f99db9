package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.rpc.Call;
import dev.tercet.server.rpc.Conversation;
import dev.tercet.server.rpc.Message;
import dev.tercet.server.rpc.Methods;
import dev.tercet.server.rpc.Outlet;
import dev.tercet.server.rpc.RpcException;
import dev.tercet.server.rpc.Wire;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A session over HTTP: its requests come by POST, each on a thread of its own; what belongs to no
 * request goes out on the stream that the client holds open by GET, or nowhere.
 */
final class HttpSession implements Methods, Outlet, AutoCloseable {

  private final Conversation conversation = new Conversation(this, Runnable::run);
  private final AtomicReference<HttpExchange.@Nullable Events> stream = new AtomicReference<>();
  private volatile @Nullable Session session;
  private volatile long lastUsed = System.nanoTime();

  Session open(Provider provider, Call call, Caller caller) throws RpcException {
    Session opened = Session.open(provider, call.params(), caller, this);
    session = opened;
    return opened;
  }

  Conversation conversation() {
    lastUsed = System.nanoTime();
    return conversation;
  }

  long lastUsed() {
    return stream.get() == null ? lastUsed : System.nanoTime();
  }

  boolean takesBatchesNow() {
    Session open = session;
    return open != null && open.revision() == Revision.R2025_03_26;
  }

  @Override
  public JsonNode call(Call call) throws RpcException, InterruptedException {
    Session open = session;
    if (open == null) {
      throw new RpcException(Errors.NO_SESSION, "this session has ended");
    }
    return open.answer(call);
  }

  @Override
  public void notified(Message.Notification notification, Conversation in) {
    McpServer.cancelled(notification, in);
  }

  /** Holds a client's stream; the one before is let go. */
  void hold(HttpExchange exchange) throws IOException {
    HttpExchange.Events events = exchange.stream(java.util.Map.of("X-Accel-Buffering", "no"));
    HttpExchange.Events before = stream.getAndSet(events);
    if (before != null) {
      before.close();
    }
    exchange.whenGone(() -> stream.compareAndSet(events, null));
  }

  @Override
  public void send(Message message) throws IOException {
    HttpExchange.Events events = stream.get();
    if (events != null) {
      try {
        events.send(Wire.bytes(message));
      } catch (IOException gone) {
        stream.compareAndSet(events, null);
      }
    }
  }

  @Override
  public void sendBatch(List<Message> messages) throws IOException {
    for (Message message : messages) {
      send(message);
    }
  }

  @Override
  public void close() {
    Session open = session;
    session = null;
    if (open != null) {
      open.close();
    }
    conversation.close();
    HttpExchange.Events events = stream.getAndSet(null);
    if (events != null) {
      events.close();
    }
  }
}
