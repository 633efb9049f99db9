package dev.tercet.client;

import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.TercetServer;
import dev.tercet.protocol.WireLauncher;
import dev.tercet.protocol.connect.Hello.Greeting;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.lsp4j.jsonrpc.Launcher;

/**
 * One open connection to a daemon: a Unix socket, greeted both ways, with JSON-RPC on it. Its
 * threads are daemon threads, so that it never keeps a program from ending.
 */
final class DaemonConnection implements AutoCloseable {

  private final DaemonLink link;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("tercet-connection-", 0).factory());
  private final TercetServer remote;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  private DaemonConnection(DaemonLink link, TercetClient listener) {
    this.link = link;
    SocketChannel channel = link.channel();
    Launcher<TercetServer> launcher =
        new WireLauncher<TercetServer>()
            .remoteAs(RemoteServer::new)
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

  /** Speaks on a line that was just opened, which from now on belongs to this connection. */
  static DaemonConnection on(DaemonLink link, TercetClient listener) {
    return new DaemonConnection(link, listener);
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
    return link.peer();
  }

  /** Completes when the connection has ended, whoever ended it. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  @Override
  public void close() {
    try {
      link.close();
    } catch (IOException e) {
      closed.completeExceptionally(e);
    }
    threads.shutdown();
  }
}
