package dev.tercet.server;

import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.server.perform.Performer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The real daemon on a thread of the test's own JVM, which spares the start of another. */
public final class InProcessDaemon implements AutoCloseable {

  private static final Duration END = Duration.ofSeconds(20);

  private final Thread thread;
  private volatile Throwable failure;

  private InProcessDaemon(
      Path home, Map<String, String> environment, UnaryOperator<Performer> around) {
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("daemon-of-test")
            .unstarted(() -> run(home, environment, around));
  }

  /** Starts it; who wants to know when it answers connects. */
  public static InProcessDaemon start(Path home, Map<String, String> environment) {
    return start(home, environment, performer -> performer);
  }

  /** The same with something between its tasks and the world. */
  public static InProcessDaemon start(
      Path home, Map<String, String> environment, UnaryOperator<Performer> around) {
    InProcessDaemon daemon = new InProcessDaemon(home, environment, around);
    daemon.thread.start();
    return daemon;
  }

  private void run(Path home, Map<String, String> environment, UnaryOperator<Performer> around) {
    try {
      Daemon.run(new TercetHome(home).prepare(), environment, around);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException failed) {
      failure = failed;
    }
  }

  /** Why it did not start, or ended; null while all is well. */
  public Throwable failure() {
    return failure;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(END)) {
        throw new IllegalStateException("the daemon did not end within " + END);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
