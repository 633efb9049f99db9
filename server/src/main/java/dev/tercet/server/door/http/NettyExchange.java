package dev.tercet.server.door.http;

import dev.tercet.server.mcp.HttpExchange;
import dev.tercet.server.mcp.Standing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request on a netty channel. The answer may come from any thread but the channel's own. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, which is heard of
final class NettyExchange implements HttpExchange {

  private static final long PATIENCE_SECONDS = 30;
  private static final byte[] EVENT_START = "data: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] EVENT_END = "\n\n".getBytes(StandardCharsets.UTF_8);

  private final Channel channel;
  private final String verb;
  private final String path;
  private final HttpServer.Peers peers;
  private final HttpHeaders headers;
  private final byte[] body;
  private final boolean keepAlive;
  private final List<Runnable> leaving = new ArrayList<>();
  private boolean gone;
  private volatile boolean streaming;

  NettyExchange(Channel channel, FullHttpRequest request, String path, HttpServer.Peers peers) {
    this.channel = channel;
    this.path = path;
    this.peers = peers;
    this.verb = request.method().name();
    this.headers = request.headers();
    this.body = new byte[request.content().readableBytes()];
    request.content().readBytes(body);
    this.keepAlive = HttpUtil.isKeepAlive(request);
  }

  @Override
  public String verb() {
    return verb;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Standing standing() {
    return channel.remoteAddress() instanceof InetSocketAddress peer
            && channel.localAddress() instanceof InetSocketAddress here
        ? peers.standing(peer, here)
        : Standing.UNPROVEN;
  }

  @Override
  public @Nullable String header(String name) {
    String value = headers.get(name);
    return value == null ? null : value.strip();
  }

  @Override
  public byte[] body() {
    return body.clone();
  }

  boolean isStreaming() {
    return streaming;
  }

  @Override
  public void answer(int status, Map<String, String> more, byte[] json) throws IOException {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            json.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(json));
    if (json.length > 0) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    }
    more.forEach(response.headers()::set);
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, json.length);
    finish(response);
  }

  /** Text for people and programs that speak no JSON. */
  void answerText(int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.wrappedBuffer(bytes));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4");
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    finish(response);
  }

  private void finish(DefaultFullHttpResponse response) throws IOException {
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    channel
        .eventLoop()
        .execute(
            () -> {
              channel.attr(Requests.BUSY).set(null);
              ChannelFuture written = channel.writeAndFlush(response);
              if (!keepAlive) {
                written.addListener(_ -> channel.close());
              }
            });
  }

  @Override
  public Events stream(Map<String, String> more) throws IOException {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
    response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-cache, no-transform");
    response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    more.forEach(response.headers()::set);
    channel.writeAndFlush(response);
    streaming = true;
    return new Stream();
  }

  /** Says nothing, so that nobody on the way takes a quiet stream for a dead one. */
  void keepAlive() {
    channel.writeAndFlush(
        new DefaultHttpContent(Unpooled.copiedBuffer(":\n\n", StandardCharsets.UTF_8)));
  }

  @Override
  public void whenGone(Runnable what) {
    synchronized (leaving) {
      if (!gone) {
        leaving.add(what);
        return;
      }
    }
    Thread.startVirtualThread(what);
  }

  /** The connection broke before the answer's end. */
  void gone() {
    List<Runnable> all;
    synchronized (leaving) {
      gone = true;
      all = List.copyOf(leaving);
    }
    all.forEach(Thread::startVirtualThread);
  }

  private final class Stream implements Events {

    @Override
    public void send(@Nullable String id, byte[] json) throws IOException {
      byte[] place = id == null ? NOTHING : ("id: " + id + "\n").getBytes(StandardCharsets.UTF_8);
      ByteBuf event = Unpooled.wrappedBuffer(place, EVENT_START, json, EVENT_END);
      ChannelFuture written = channel.writeAndFlush(new DefaultHttpContent(event));
      if (channel.isWritable() && channel.isActive()) {
        return;
      }
      if (!written.awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        channel.close();
      }
      if (!written.isSuccess()) {
        throw new IOException(
            "the reader has gone, or has not read for " + PATIENCE_SECONDS + " s");
      }
    }

    @Override
    public void close() {
      streaming = false;
      channel
          .eventLoop()
          .execute(
              () -> {
                channel.attr(Requests.BUSY).set(null);
                ChannelFuture written = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
                if (!keepAlive) {
                  written.addListener(_ -> channel.close());
                }
              });
    }
  }
}
