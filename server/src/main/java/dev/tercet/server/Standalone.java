package dev.tercet.server;

import dev.tercet.protocol.connect.StandaloneDaemon;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.server.perform.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The daemon on a thread of a command's process. Its log goes to the home's {@code logs}. */
public final class Standalone implements StandaloneDaemon {

  private static final Duration END = Duration.ofSeconds(30);

  /** For the service loader. */
  public Standalone() {}

  @Override
  public AutoCloseable start(TercetHome home, Map<String, String> environment) throws IOException {
    Main.configureLog(home.logs().resolve("standalone.log").toString());
    CompletableFuture<Void> listening = new CompletableFuture<>();
    Thread daemon =
        Thread.ofPlatform()
            .daemon()
            .name("daemon")
            .start(() -> serve(home, environment, listening));
    try {
      listening.get();
      return () -> end(daemon);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException cause
          ? cause
          : new IOException("the daemon cannot start: " + failed.getCause(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the daemon was starting", stopped);
    }
  }

  private static void serve(
      TercetHome home, Map<String, String> environment, CompletableFuture<Void> listening) {
    try {
      Daemon.Surroundings plain =
          new Daemon.Surroundings(
              performer -> performer, () -> listening.complete(null), new Secrets(List.of()));
      if (!Daemon.runAlone(home, environment, plain)) {
        listening.completeExceptionally(
            new IOException("a daemon serves " + home.root() + " already"));
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException failed) {
      listening.completeExceptionally(failed);
    }
  }

  private static void end(Thread daemon) throws InterruptedException {
    daemon.interrupt();
    daemon.join(END);
  }
}
