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

  private static final Map<String, String> UNBUFFERED = Map.of("X-Accel-Buffering", "no");

  private final HttpExchange exchange;
  private final Map<String, String> headers;
  private final ReentrantLock lock = new ReentrantLock();
  private HttpExchange.@Nullable Events events;

  HttpAnswer(HttpExchange exchange, Map<String, String> headers) {
    this.exchange = exchange;
    this.headers = headers;
  }

  @Override
  public void send(Message message) throws IOException {
    lock.lock();
    try {
      boolean isLast = message instanceof Message.Result || message instanceof Message.Failure;
      if (isLast && events == null) {
        exchange.answer(status(message), headers, Wire.bytes(message));
        return;
      }
      if (events == null) {
        events = exchange.stream(UNBUFFERED);
      }
      events.send(Wire.bytes(message));
      if (isLast) {
        events.close();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sendBatch(List<Message> messages) throws IOException {
    lock.lock();
    try {
      if (events == null) {
        exchange.answer(200, headers, Wire.batch(messages));
      } else {
        events.send(Wire.batch(messages));
        events.close();
      }
    } finally {
      lock.unlock();
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
