package dev.tercet.client;

import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.TercetServer;
import dev.tercet.protocol.WireLauncher;
import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.Hello.Greeting;
import dev.tercet.protocol.connect.Hello.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.lsp4j.jsonrpc.Launcher;

/**
 * One open connection to a daemon: a Unix socket, greeted both ways, with JSON-RPC on it. Its
 * threads are daemon threads, so that it never keeps a program from ending.
 */
final class DaemonConnection implements AutoCloseable {

  private static final int GREETING_SECONDS = 10;

  private final SocketChannel channel;
  private final ExecutorService threads;
  private final Greeting peer;
  private final TercetServer remote;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  private DaemonConnection(
      SocketChannel channel, ExecutorService threads, Greeting peer, TercetClient listener) {
    this.channel = channel;
    this.threads = threads;
    this.peer = peer;
    Launcher<TercetServer> launcher =
        new WireLauncher<TercetServer>()
            .setLocalService(listener)
            .setRemoteInterface(TercetServer.class)
            .setInput(Channels.newInputStream(channel))
            .setOutput(Channels.newOutputStream(channel))
            .setExecutorService(threads)
            .create();
    remote = launcher.getRemoteProxy();
    Future<Void> listening = launcher.startListening();
    threads.execute(() -> awaitEnd(listening));
  }

  /**
   * Connects and greets.
   *
   * @throws IOException nobody listens there, or not in our language
   * @throws DaemonUnreachable a daemon is there and refuses to talk, or does not greet in time
   */
  static DaemonConnection open(Path socket, Greeting mine, TercetClient listener)
      throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("tercet-connection-", 0).factory());
    try {
      OutputStream out = Channels.newOutputStream(channel);
      out.write(mine.line().getBytes(StandardCharsets.UTF_8));
      InputStream in = Channels.newInputStream(channel);
      return switch (greeting(threads.submit(() -> Hello.read(in)))) {
        case Greeting peer -> new DaemonConnection(channel, threads, peer, listener);
        case Refusal(var version, var reason) ->
            throw new DaemonUnreachable(
                "the daemon (version " + version + ") would not talk: " + reason,
                "tercet daemon stop ends it; the next command starts a new one",
                null);
      };
    } catch (IOException | RuntimeException e) {
      channel.close();
      threads.shutdown();
      throw e;
    }
  }

  private static Hello greeting(Future<Hello> reading) throws IOException {
    try {
      return reading.get(GREETING_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new DaemonUnreachable(
          "the daemon took the connection but did not greet within " + GREETING_SECONDS + " s",
          "look at its log, or end its process; the next command starts a new one",
          e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the daemon's greeting", e);
    }
  }

  private void awaitEnd(Future<Void> listening) {
    try {
      listening.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      closed.completeExceptionally(e.getCause());
    }
    closed.complete(null);
  }

  TercetServer remote() {
    return remote;
  }

  /** What the daemon said of itself. */
  Greeting peer() {
    return peer;
  }

  /** Completes when the connection has ended, whoever ended it. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      closed.completeExceptionally(e);
    }
    threads.shutdown();
  }
}
