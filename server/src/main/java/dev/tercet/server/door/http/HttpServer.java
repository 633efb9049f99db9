package dev.tercet.server.door.http;

import dev.tercet.server.mcp.Standing;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A port on the loopback interface. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, which is heard of
public final class HttpServer implements AutoCloseable {

  private static final int IDLE_SECONDS = 60;
  private static final int QUIET_STREAM_SECONDS = 15;

  private final EventLoopGroup loop;
  private final ExecutorService threads;
  private final Channel listening;
  private final AtomicInteger open;

  private HttpServer(
      EventLoopGroup loop, ExecutorService threads, Channel listening, AtomicInteger open) {
    this.open = open;
    this.loop = loop;
    this.threads = threads;
    this.listening = listening;
  }

  /**
   * What is served, and to whom.
   *
   * @param port 0 for any that is free
   * @param token that a sender has to show; null lets in whoever reaches the port
   * @param endpoints by path; one that ends with a slash has everything below it
   * @param metrics at {@code /metrics}, in Prometheus' text format
   * @param peers what the system tells of the process behind a connection
   */
  public record Offer(
      int port,
      @Nullable String token,
      HttpLimits limits,
      Map<String, Endpoint> endpoints,
      Supplier<String> metrics,
      Peers peers) {}

  /** Finds out who is at the other end of a connection. May block. */
  @FunctionalInterface
  public interface Peers {

    Peers UNKNOWN = (_, _) -> Standing.UNPROVEN;

    Standing standing(InetSocketAddress peer, InetSocketAddress here);
  }

  /**
   * Listens until it is closed.
   *
   * @throws IOException the port cannot be had
   */
  public static HttpServer start(Offer offer) throws IOException {
    EventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("http", true), NioIoHandler.newFactory());
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    Gate gate = new Gate(offer.token(), offer.limits());
    AtomicInteger open = new AtomicInteger();
    Map<String, Requests.Text> texts =
        Map.of("/health", () -> "ok\n", "/metrics", offer.metrics()::get);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 256)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.closeFuture().addListener(_ -> open.decrementAndGet());
                    if (open.incrementAndGet() > offer.limits().connections()) {
                      channel.close();
                      return;
                    }
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(offer.limits().bodyBytes(), true),
                            new IdleStateHandler(IDLE_SECONDS, QUIET_STREAM_SECONDS, 0),
                            new Requests(gate, offer, texts, threads));
                  }
                });
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), offer.port());
      Channel listening = bootstrap.bind(address).syncUninterruptibly().channel();
      return new HttpServer(loop, threads, listening, open);
    } catch (RuntimeException cannot) {
      loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      threads.close();
      throw new IOException(
          "port %d cannot be had: %s".formatted(offer.port(), cannot.getMessage()), cannot);
    }
  }

  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** How many connections are open. */
  public int connections() {
    return open.get();
  }

  @Override
  public void close() {
    listening.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    threads.shutdownNow();
  }
}
