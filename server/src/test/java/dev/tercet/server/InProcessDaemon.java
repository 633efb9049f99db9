package dev.tercet.server;

import dev.tercet.protocol.connect.TercetHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The real daemon on a thread of the test's own JVM, which spares the start of another. */
public final class InProcessDaemon implements AutoCloseable {

  private static final Duration END = Duration.ofSeconds(20);

  private final Thread thread;
  private volatile Throwable failure;

  private InProcessDaemon(Path home, Map<String, String> environment) {
    this.thread =
        Thread.ofPlatform().daemon().name("daemon-of-test").unstarted(() -> run(home, environment));
  }

  /** Starts it; who wants to know when it answers connects. */
  public static InProcessDaemon start(Path home, Map<String, String> environment) {
    InProcessDaemon daemon = new InProcessDaemon(home, environment);
    daemon.thread.start();
    return daemon;
  }

  private void run(Path home, Map<String, String> environment) {
    try {
      Daemon.run(new TercetHome(home).prepare(), environment);
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
