package dev.tercet.client;

import dev.tercet.protocol.connect.TercetHome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starting the daemon, so that of many clients at once exactly one starts it and all others wait
 * for it: whoever has the start lock may, and looks again before it does.
 */
final class DaemonStart {

  private static final Duration MEETING_PAUSE = Duration.ofMillis(300);
  private static final int TAIL_BYTES = 4096;
  private static final int TAIL_LINES = 6;

  private final TercetHome home;
  private final DaemonCommand command;
  private final Map<String, String> environment;
  private final Duration patience;

  private @Nullable Process process;
  private long logStart;

  /**
   * @param environment that the daemon gets
   * @param patience until it must answer
   */
  DaemonStart(
      TercetHome home, DaemonCommand command, Map<String, String> environment, Duration patience) {
    this.home = home;
    this.command = command;
    this.environment = environment;
    this.patience = patience;
  }

  /**
   * Tries until a connection stands, and starts the daemon when it is this client's turn.
   *
   * @param attempt connects; empty when nobody answers
   * @throws DaemonUnreachable it did not start in time; the message has what its log says
   */
  <T> T until(Supplier<Optional<T>> attempt) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    home.prepare();
    try (FileChannel file =
        FileChannel.open(home.startLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      boolean mine = false;
      while (true) {
        Optional<T> connection = attempt.get();
        if (connection.isPresent()) {
          return connection.get();
        }
        if (mine && process == null) {
          process = start();
        }
        mine = mine || tryLock(file);
        if (isDead() || System.nanoTime() > deadline) {
          throw failure();
        }
        if (process != null && !process.isAlive()) {
          // It met another one, which may be on its way out.
          process = null;
          Thread.sleep(MEETING_PAUSE);
        }
        Thread.sleep(mine && process == null ? 0 : 20);
      }
    }
  }

  /** The lock is held until the file is closed. */
  private static boolean tryLock(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** One that ended well found another daemon at work, which will answer. */
  private boolean isDead() {
    return process != null && !process.isAlive() && process.exitValue() != 0;
  }

  private Process start() throws IOException {
    Path log = home.daemonLog();
    logStart = Files.exists(log) ? Files.size(log) : 0;
    List<String> words = command.detached(environment);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(home.root().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(nothing()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("TERCET_HOME", home.root().toString());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new DaemonUnreachable(
          "the daemon could not be started: " + e.getMessage(), "tercet daemon run shows more", e);
    }
  }

  private static java.io.File nothing() {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return Path.of(windows ? "NUL" : "/dev/null").toFile();
  }

  private DaemonUnreachable failure() throws IOException {
    String what =
        process == null
            ? "another client is starting the daemon, which does not answer after "
            : isDead()
                ? "the daemon ended with exit code " + process.exitValue() + " after less than "
                : "the daemon was started and does not answer after ";
    String tail = tail();
    return new DaemonUnreachable(
        what
            + patience.toSeconds()
            + " s"
            + (tail.isEmpty() ? "; its log is empty" : "; its log ends with\n" + tail),
        "see " + home.daemonLog(),
        null);
  }

  private String tail() throws IOException {
    if (!Files.exists(home.daemonLog())) {
      return "";
    }
    try (SeekableByteChannel log = Files.newByteChannel(home.daemonLog())) {
      log.position(Math.max(logStart, log.size() - TAIL_BYTES));
      ByteBuffer bytes = ByteBuffer.allocate(TAIL_BYTES);
      while (bytes.hasRemaining() && log.read(bytes) >= 0) {}
      List<String> lines =
          new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).lines().toList();
      return String.join(
          "\n",
          lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()).stream()
              .map(line -> "  " + line)
              .toList());
    }
  }
}
