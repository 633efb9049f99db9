package dev.tercet.server.e2e;

import dev.tercet.client.DaemonUnreachable;
import dev.tercet.server.DyingDaemon;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.lsp4j.jsonrpc.JsonRpcException;

/** A playground's daemon in a JVM of its own: started again whenever it is found dead. */
final class ChildDaemon implements AutoCloseable {

  private static final int MOST_DEATHS = 60;
  private static final long END_SECONDS = 20;

  private final List<String> by;
  private final Playground play;
  private final DyingDaemon.Moment moment;
  private Process process;

  private ChildDaemon(Playground play, DyingDaemon.Moment moment, List<String> by) {
    this.by = by;
    this.play = play;
    this.moment = moment;
  }

  /** Starts it on the playground, which is connected when this returns. */
  static ChildDaemon start(Playground play, DyingDaemon.Moment moment) {
    return start(play, moment, List.of());
  }

  /** The same, started by another program. */
  static ChildDaemon start(Playground play, DyingDaemon.Moment moment, List<String> by) {
    ChildDaemon daemon = new ChildDaemon(play, moment, by);
    daemon.revive();
    return daemon;
  }

  /** Asks until there is an answer, of one daemon or the next. */
  <T> T insist(Supplier<T> request) {
    for (int died = 0; died < MOST_DEATHS; died++) {
      try {
        return request.get();
      } catch (DaemonUnreachable | JsonRpcException gone) {
        awaitDeath();
        revive();
      }
    }
    throw new AssertionError("the daemon dies all the time: " + log());
  }

  /** Waits for its end, which has to come by itself. */
  void awaitDeath() {
    play.client().close();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("it lives and does not answer: " + log());
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  private void revive() {
    do {
      process = launch();
    } while (!connected());
  }

  private boolean connected() {
    while (process.isAlive()) {
      if (play.tryConnect()) {
        return true;
      }
      try {
        process.waitFor(10, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted", e);
      }
    }
    if (process.exitValue() != 137) {
      throw new AssertionError("it does not start: " + log());
    }
    return false;
  }

  private Process launch() {
    List<String> command = new ArrayList<>(by);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            DyingDaemon.class.getName(),
            moment.name()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(logFile()));
    builder.environment().clear();
    builder.environment().putAll(play.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private File logFile() {
    return play.root().resolve("daemon.log").toFile();
  }

  private String log() {
    try {
      return Files.readString(logFile().toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    play.client().close();
    process.destroy();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
