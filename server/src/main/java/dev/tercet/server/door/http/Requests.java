package dev.tercet.server.door.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of one connection, one after the other. The event loop only checks and hands over;
 * the work is done on a virtual thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, which is heard of
final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {

  /** The exchange that is under way on a channel. Set and cleared on the channel's own thread. */
  static final AttributeKey<NettyExchange> BUSY = AttributeKey.valueOf("tercet.busy");

  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

  private final Gate gate;
  private final HttpServer.Offer offer;
  private final Map<String, Text> texts;
  private final Executor threads;

  Requests(Gate gate, HttpServer.Offer offer, Map<String, Text> texts, Executor threads) {
    this.gate = gate;
    this.offer = offer;
    this.texts = texts;
    this.threads = threads;
  }

  /** A page of plain text. */
  @FunctionalInterface
  interface Text {
    String now();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request)
      throws IOException {
    if (context.channel().attr(BUSY).get() != null) {
      // Pipelined requests would be answered out of order; no client of ours sends them.
      context.close();
      return;
    }
    int query = request.uri().indexOf('?');
    String path = query < 0 ? request.uri() : request.uri().substring(0, query);
    NettyExchange exchange = new NettyExchange(context.channel(), request, path, offer.peers());
    Optional<HttpResponseStatus> refusal =
        request.decoderResult().isFailure()
            ? Optional.of(HttpResponseStatus.BAD_REQUEST)
            : gate.refusal(request, path);
    if (refusal.isPresent()) {
      refuse(exchange, refusal.get());
      return;
    }
    Endpoint endpoint = endpoint(path);
    Text text = texts.get(path);
    if (endpoint == null && text == null) {
      refuse(exchange, HttpResponseStatus.NOT_FOUND);
      return;
    }
    context.channel().attr(BUSY).set(exchange);
    threads.execute(
        () -> {
          try {
            if (endpoint != null) {
              endpoint.serve(exchange);
            } else if (text != null) {
              exchange.answerText(200, text.now());
            }
          } catch (IOException gone) {
            LOG.debug("a request's sender went away: {}", gone.toString());
          } catch (RuntimeException bug) {
            LOG.error("{} {} failed", request.method(), path, bug);
            context.close();
          }
        });
  }

  private @Nullable Endpoint endpoint(String path) {
    Endpoint whole = offer.endpoints().get(path);
    int slash = path.indexOf('/', 1);
    return whole != null || slash < 0 ? whole : offer.endpoints().get(path.substring(0, slash + 1));
  }

  private static void refuse(NettyExchange exchange, HttpResponseStatus status) throws IOException {
    Map<String, String> headers =
        status.equals(HttpResponseStatus.UNAUTHORIZED)
            ? Map.of("WWW-Authenticate", "Bearer")
            : Map.of();
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\"%s\"}}"
            .formatted(status.reasonPhrase());
    exchange.answer(status.code(), headers, body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    NettyExchange busy = context.channel().attr(BUSY).getAndSet(null);
    if (busy != null) {
      busy.gone();
    }
    super.channelInactive(context);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent idle) {
      NettyExchange busy = context.channel().attr(BUSY).get();
      if (busy == null && idle.state() == IdleState.READER_IDLE) {
        context.close();
      } else if (busy != null && busy.isStreaming() && idle.state() == IdleState.WRITER_IDLE) {
        busy.keepAlive();
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("a connection broke: {}", cause.toString());
    context.close();
  }
}
