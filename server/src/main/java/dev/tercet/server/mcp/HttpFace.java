package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.Call;
import dev.tercet.server.rpc.Conversation;
import dev.tercet.server.rpc.Incoming;
import dev.tercet.server.rpc.Message;
import dev.tercet.server.rpc.Methods;
import dev.tercet.server.rpc.Outlet;
import dev.tercet.server.rpc.RpcError;
import dev.tercet.server.rpc.RpcException;
import dev.tercet.server.rpc.Wire;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * MCP on one HTTP endpoint, both eras: a POST with {@code Mcp-Session-Id} or {@code initialize} is
 * of the era with sessions, every other of 2026-07-28 (Streamable HTTP: Backward Compatibility).
 * Each exchange is served on the caller's thread, which may block.
 */
public final class HttpFace {

  private static final String SESSION = "Mcp-Session-Id";
  private static final String VERSION = "MCP-Protocol-Version";
  private static final String LAST_EVENT = "Last-Event-ID";
  private static final byte[] NOTHING = new byte[0];

  private final McpServer server;
  private final HttpSessions sessions = new HttpSessions();

  public HttpFace(McpServer server) {
    this.server = server;
  }

  /** How many sessions are open. */
  public int sessions() {
    return sessions.size();
  }

  /** Serves one request to its end. */
  public void serve(HttpExchange exchange) throws IOException {
    switch (exchange.verb()) {
      case "POST" -> post(exchange);
      case "GET" -> get(exchange);
      case "DELETE" -> delete(exchange);
      default -> exchange.answer(405, Map.of("Allow", "POST, GET, DELETE"), NOTHING);
    }
  }

  private void get(HttpExchange exchange) throws IOException {
    String id = exchange.header(SESSION);
    if (id == null) {
      exchange.answer(405, Map.of("Allow", "POST"), NOTHING);
      return;
    }
    HttpSession session = sessions.find(id);
    if (session == null) {
      refuse(exchange, 404, new RpcError(Errors.NO_SESSION, "this session has ended"));
      return;
    }
    String last = exchange.header(LAST_EVENT);
    if (last == null) {
      session.hold(exchange);
    } else if (!session.resume(exchange, last)) {
      refuse(exchange, 400, Errors.invalid("there is no event " + last + " (any more)"));
    }
  }

  private void delete(HttpExchange exchange) throws IOException {
    String id = exchange.header(SESSION);
    if (id == null) {
      exchange.answer(405, Map.of("Allow", "POST"), NOTHING);
    } else if (sessions.end(id)) {
      exchange.answer(204, Map.of(), NOTHING);
    } else {
      refuse(exchange, 404, new RpcError(Errors.NO_SESSION, "this session has ended"));
    }
  }

  private void post(HttpExchange exchange) throws IOException {
    Incoming incoming = Wire.read(exchange.body());
    String id = exchange.header(SESSION);
    if (id != null) {
      inSession(exchange, incoming, id);
      return;
    }
    switch (incoming) {
      case Incoming.Broken(var failure) -> exchange.answer(400, Map.of(), Wire.bytes(failure));
      case Incoming.Batch _ ->
          refuse(exchange, 400, new RpcError(RpcError.INVALID_REQUEST, "one message in a POST"));
      case Incoming.One(var message) -> {
        switch (message) {
          case Message.Request request -> alone(exchange, request);
          case Message.Notification _ -> exchange.answer(202, Map.of(), NOTHING);
          case Message.Result _, Message.Failure _ ->
              refuse(
                  exchange, 400, new RpcError(RpcError.INVALID_REQUEST, "nothing was asked here"));
        }
      }
    }
  }

  /** A request that belongs to no session: the first of one, or of the era without. */
  private void alone(HttpExchange exchange, Message.Request request) throws IOException {
    ObjectNode params = request.params() == null ? Json.object() : request.params();
    Optional<String> version = Envelope.version(params);
    if (version.isEmpty() && request.method().equals("initialize") && !saysModern(exchange)) {
      initialize(exchange, request);
      return;
    }
    if (version.isEmpty() && !saysModern(exchange)) {
      String why = "there is no session: send initialize first, or _meta of 2026-07-28";
      failed(exchange, request, 400, new RpcError(RpcError.INVALID_REQUEST, why));
      return;
    }
    try {
      Envelope.read(params);
    } catch (RpcException wrong) {
      failed(exchange, request, 400, checked(exchange, params, wrong.error()));
      return;
    }
    try {
      HeaderCheck.check(exchange, request, server.provider());
    } catch (RpcException mismatch) {
      failed(exchange, request, 400, mismatch.error());
      return;
    }
    Caller caller = new Caller("http", null, exchange::standing);
    Conversation conversation = new Conversation(new Single(caller), Runnable::run);
    exchange.whenGone(conversation::close);
    conversation.receive(request, new HttpAnswer(exchange, Map.of()));
  }

  /** A version that header and body do not agree on is first of all a mismatch. */
  private static RpcError checked(HttpExchange exchange, ObjectNode params, RpcError error) {
    String header = exchange.header(VERSION);
    String body = Envelope.version(params).orElse(null);
    return body != null && !body.equals(header)
        ? new RpcError(
            Errors.HEADER_MISMATCH,
            "Header mismatch: %s is '%s', the body has '%s'".formatted(VERSION, header, body))
        : error;
  }

  private static boolean saysModern(HttpExchange exchange) {
    String said = exchange.header(VERSION);
    return said != null && Revision.find(said).map(Revision::isModern).orElse(true);
  }

  private final class Single implements Methods {

    private final Caller caller;

    Single(Caller caller) {
      this.caller = caller;
    }

    @Override
    public JsonNode call(Call call) throws RpcException, InterruptedException {
      return server.modern().answer(call, caller);
    }

    @Override
    public void notified(Message.Notification notification, Conversation conversation) {}
  }

  private void initialize(HttpExchange exchange, Message.Request request) throws IOException {
    HttpSession session = new HttpSession();
    // A session is its opener's, whose connection may be gone when it matters who that was.
    Standing standing = exchange.standing();
    Caller caller = new Caller("http", null, () -> standing);
    String id = sessions.add(session);
    Methods opening =
        new Methods() {
          @Override
          public JsonNode call(Call call) throws RpcException {
            Session opened = session.open(server.provider(), call, caller);
            return Session.greeting(server.provider(), opened.revision());
          }

          @Override
          public void notified(Message.Notification notification, Conversation conversation) {}
        };
    new Conversation(opening, Runnable::run)
        .receive(request, new HttpAnswer(exchange, Map.of(SESSION, id)));
  }

  private void inSession(HttpExchange exchange, Incoming incoming, String id) throws IOException {
    HttpSession session = sessions.find(id);
    if (session == null) {
      refuse(exchange, 404, new RpcError(Errors.NO_SESSION, "this session has ended"));
      return;
    }
    String version = exchange.header(VERSION);
    if (version != null && Revision.find(version).isEmpty()) {
      refuse(exchange, 400, Errors.unsupported(version));
      return;
    }
    switch (incoming) {
      case Incoming.Broken(var failure) -> exchange.answer(400, Map.of(), Wire.bytes(failure));
      case Incoming.Batch batch -> {
        if (session.takesBatchesNow()) {
          batch(exchange, session, batch);
        } else {
          refuse(exchange, 400, new RpcError(RpcError.INVALID_REQUEST, "one message in a POST"));
        }
      }
      case Incoming.One(var message) -> {
        if (message instanceof Message.Request request) {
          Outlet answer =
              session.answer(exchange, () -> session.conversation().cancel(request.id()));
          session.conversation().receive(message, answer);
        } else {
          session.conversation().receive(message, new HttpAnswer(exchange, Map.of()));
          exchange.answer(202, Map.of(), NOTHING);
        }
      }
    }
  }

  private static void batch(HttpExchange exchange, HttpSession session, Incoming.Batch batch)
      throws IOException {
    boolean asks =
        batch.parts().stream()
            .anyMatch(
                part -> part instanceof Incoming.One(var one) && one instanceof Message.Request);
    session.conversation().receiveBatch(batch, new HttpAnswer(exchange, Map.of()));
    if (!asks) {
      exchange.answer(202, Map.of(), NOTHING);
    }
  }

  private static void failed(
      HttpExchange exchange, Message.Request request, int status, RpcError error)
      throws IOException {
    exchange.answer(status, Map.of(), Wire.bytes(new Message.Failure(request.id(), error)));
  }

  private static void refuse(HttpExchange exchange, int status, RpcError error) throws IOException {
    exchange.answer(status, Map.of(), Wire.bytes(new Message.Failure(null, error)));
  }
}
