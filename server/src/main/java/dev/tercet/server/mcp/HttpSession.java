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
import org.jspecify.annotations.Nullable;

/**
 * A session over HTTP: its requests come by POST, each on a thread of its own; what belongs to no
 * request goes out on the stream that the client holds open by GET. Each of its streams can be
 * taken up again after it broke.
 */
final class HttpSession implements Methods, Outlet, AutoCloseable {

  private final Conversation conversation = new Conversation(this, Runnable::run);
  private final Streams streams = new Streams();
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
    return streams.unasked().isHeld() ? System.nanoTime() : lastUsed;
  }

  boolean takesBatchesNow() {
    Session open = session;
    return open != null && open.revision() == Revision.R2025_03_26;
  }

  /** Clients before 2025-11-25 do not expect an event without data. */
  private boolean isPrimed() {
    Session open = session;
    return open != null && open.revision() == Revision.R2025_11_25;
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

  /**
   * The way back of a request.
   *
   * @param giveUp ends the request; for when its sender is gone and does not come back
   */
  Outlet answer(HttpExchange exchange, Runnable giveUp) {
    Streams.Begun begun = streams.begin(exchange, isPrimed());
    exchange.whenGone(() -> begun.gone(giveUp));
    return new HttpAnswer(exchange, java.util.Map.of(), begun);
  }

  /** Holds a client's stream; the one before is let go. */
  void hold(HttpExchange exchange) throws IOException {
    streams.unasked().attach(exchange, null, isPrimed());
  }

  /**
   * Takes up the stream of an event; whether there is one.
   *
   * @param id of the last event that the client has
   */
  boolean resume(HttpExchange exchange, String id) throws IOException {
    lastUsed = System.nanoTime();
    ResumableStream.Place place = ResumableStream.Place.parse(id);
    ResumableStream stream = place == null ? null : streams.find(place.stream());
    if (place == null || stream == null) {
      return false;
    }
    stream.attach(exchange, place.event(), false);
    return true;
  }

  @Override
  public void send(Message message) throws IOException {
    streams.unasked().say(Wire.bytes(message));
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
    streams.end();
  }
}
