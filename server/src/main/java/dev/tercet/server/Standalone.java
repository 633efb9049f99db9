package dev.tercet.server;

import dev.tercet.protocol.connect.StandaloneDaemon;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.server.perform.Environment;
import dev.tercet.server.perform.RedactedOutput;
import dev.tercet.server.perform.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;

/** The daemon on a thread of a command's process. Its log goes to the home's {@code logs}. */
public final class Standalone implements StandaloneDaemon {

  private static final Duration END = Duration.ofSeconds(30);

  /** For the service loader. */
  public Standalone() {}

  @Override
  public AutoCloseable start(TercetHome home, Map<String, String> environment) throws IOException {
    Secrets secrets = new Secrets(Environment.keys(environment));
    logTo(home.logs().resolve("standalone.log"), secrets);
    CompletableFuture<Void> listening = new CompletableFuture<>();
    Thread daemon =
        Thread.ofPlatform()
            .daemon()
            .name("daemon")
            .start(() -> serve(home, environment, secrets, listening));
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

  /**
   * The log's backend takes whatever standard error is when it begins, which is the only way to
   * hand it a stream; the command's own is put back at once.
   */
  private static void logTo(Path file, Secrets secrets) throws IOException {
    PrintStream commands = System.err;
    OutputStream log = Files.newOutputStream(file);
    System.setErr(
        RedactedOutput.around(new PrintStream(log, true, StandardCharsets.UTF_8), secrets));
    try {
      System.setProperty("org.slf4j.simpleLogger.cacheOutputStream", "true");
      Main.configureLog("System.err");
      LoggerFactory.getILoggerFactory();
    } finally {
      System.setErr(commands);
    }
  }

  private static void serve(
      TercetHome home,
      Map<String, String> environment,
      Secrets secrets,
      CompletableFuture<Void> listening) {
    try {
      Daemon.Surroundings plain =
          new Daemon.Surroundings(performer -> performer, () -> listening.complete(null), secrets);
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
