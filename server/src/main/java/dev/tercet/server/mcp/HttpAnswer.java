package dev.tercet.server.mcp;

import dev.tercet.server.rpc.Message;
import dev.tercet.server.rpc.Outlet;
import dev.tercet.server.rpc.RpcError;
import dev.tercet.server.rpc.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way back of one POST: a JSON body when the answer is all there is to say, else a stream that
 * begins with what comes first. Guarded by its lock.
 */
final class HttpAnswer implements Outlet {

  /** Nobody on the way may keep events back. */
  static final Map<String, String> UNBUFFERED = Map.of("X-Accel-Buffering", "no");

  private static final int NOT_YET = 0;

  private final HttpExchange exchange;
  private final Map<String, String> headers;
  private final Opening opening;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Stream stream;

  /** The way back of a request that nobody can come back for. */
  HttpAnswer(HttpExchange exchange, Map<String, String> headers) {
    this(exchange, headers, () -> new Once(exchange.stream(UNBUFFERED)));
  }

  /** As above, for a stream of another kind. */
  HttpAnswer(HttpExchange exchange, Map<String, String> headers, Opening opening) {
    this.exchange = exchange;
    this.headers = headers;
    this.opening = opening;
  }

  /** Opens a stream of events on the exchange. */
  @FunctionalInterface
  interface Opening {
    Stream open() throws IOException;
  }

  /** A stream of events. */
  interface Stream {

    void say(byte[] json) throws IOException;

    void end();
  }

  @Override
  public void send(Message message) throws IOException {
    boolean isLast = message instanceof Message.Result || message instanceof Message.Failure;
    say(Wire.bytes(message), isLast ? status(message) : NOT_YET);
  }

  @Override
  public void sendBatch(List<Message> messages) throws IOException {
    say(Wire.batch(messages), 200);
  }

  private void say(byte[] json, int status) throws IOException {
    lock.lock();
    try {
      if (stream == null && status != NOT_YET) {
        exchange.answer(status, headers, json);
        return;
      }
      Stream open = stream == null ? opening.open() : stream;
      stream = open;
      open.say(json);
      if (status != NOT_YET) {
        open.end();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A stream that ends with its connection. */
  private static final class Once implements Stream {

    private final HttpExchange.Events events;

    Once(HttpExchange.Events events) {
      this.events = events;
    }

    @Override
    public void say(byte[] json) throws IOException {
      events.send(null, json);
    }

    @Override
    public void end() {
      events.close();
    }
  }

  /** Which status goes with an answer (2026-07-28, Streamable HTTP). */
  private static int status(Message message) {
    if (!(message instanceof Message.Failure(_, RpcError error))) {
      return 200;
    }
    return switch (error.code()) {
      case RpcError.METHOD_NOT_FOUND -> 404;
      case RpcError.PARSE,
          RpcError.INVALID_REQUEST,
          Errors.HEADER_MISMATCH,
          Errors.MISSING_CAPABILITY,
          Errors.UNSUPPORTED_VERSION ->
          400;
      default -> 200;
    };
  }
}
