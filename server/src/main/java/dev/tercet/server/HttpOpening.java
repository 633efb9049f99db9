package dev.tercet.server;

import dev.tercet.protocol.HttpAddress;
import dev.tercet.protocol.ServerStatus;
import dev.tercet.server.app.App;
import dev.tercet.server.app.HttpSwitch;
import dev.tercet.server.door.http.Endpoint;
import dev.tercet.server.door.http.HttpLimits;
import dev.tercet.server.door.http.HttpServer;
import dev.tercet.server.door.mcp.DecidingPages;
import dev.tercet.server.mcp.HttpFace;
import dev.tercet.server.mcp.McpServer;
import dev.tercet.server.mcp.Standing;
import dev.tercet.server.process.Descent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The port over HTTP, and for the user alone where it is and what lets one in: {@code http-token},
 * which stays the same, and {@code run/http-url}. Guarded by its lock.
 */
final class HttpOpening implements HttpSwitch, AutoCloseable {

  private final Path home;
  private final Supplier<Optional<Integer>> port;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Offer offer;
  private @Nullable HttpServer server;
  private long lastUsed = System.nanoTime();

  /**
   * A port that is not open yet.
   *
   * @param port as the user's settings say now; where they say nothing, any that is free
   */
  HttpOpening(Path home, Supplier<Optional<Integer>> port) {
    this.home = home;
    this.port = port;
  }

  /** What is served there. */
  record Offer(App app, McpServer mcp, Endpoint pages) {}

  /** To be called once, before anybody asks for the port. */
  void offer(Offer what) {
    offer = what;
  }

  @Override
  public HttpAddress on() {
    lock.lock();
    try {
      HttpServer open = server == null ? open() : server;
      server = open;
      boolean lasting = port.get().filter(set -> set == open.port()).isPresent();
      return new HttpAddress(url(open), home.resolve("http-token").toString(), lasting);
    } catch (IOException cannot) {
      throw HttpSwitch.denied(String.valueOf(cannot.getMessage()));
    } finally {
      lock.unlock();
    }
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.port() + "/mcp";
  }

  private HttpServer open() throws IOException {
    Offer what = Objects.requireNonNull(offer);
    HttpFace face = new HttpFace(what.mcp());
    HttpServer opened =
        HttpServer.start(
            new HttpServer.Offer(
                port.get().orElse(0),
                token(home),
                HttpLimits.DEFAULT,
                Map.of("/mcp", face::serve, DecidingPages.PATH, what.pages()),
                () -> metrics(what.app(), face),
                HttpOpening::standing));
    write(home.resolve("run").resolve("http-url"), url(opened) + "\n");
    return opened;
  }

  private static Standing standing(InetSocketAddress peer, InetSocketAddress here) {
    return switch (Descent.of(peer, here)) {
      case OF_NO_RUN -> Standing.PROVEN;
      case OF_A_RUN -> Standing.RUN;
      case UNKNOWN -> Standing.UNPROVEN;
    };
  }

  /** When somebody was connected last, in the clock of {@link System#nanoTime}. */
  long lastUsed() {
    lock.lock();
    try {
      if (server != null && server.connections() > 0) {
        lastUsed = System.nanoTime();
      }
      return lastUsed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (server != null) {
        server.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private static String token(Path home) throws IOException {
    Path file = home.resolve("http-token");
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    write(file, token + "\n");
    return token;
  }

  /** Nobody else may read the file at any moment. */
  private static void write(Path file, String text) throws IOException {
    boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mine =
        isPosix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path begun = Files.createTempFile(file.getParent(), "new-", ".tmp", mine);
    Files.writeString(begun, text, StandardOpenOption.WRITE);
    Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Prometheus' text format, version 0.0.4. */
  private static String metrics(App app, HttpFace face) {
    ServerStatus status = app.status();
    Map<String, Integer> states = new TreeMap<>();
    app.views()
        .list(null, true)
        .tasks()
        .forEach(
            task ->
                states.merge(
                    task.state().kind().name().toLowerCase(java.util.Locale.ROOT),
                    1,
                    Integer::sum));
    StringBuilder text = new StringBuilder();
    gauge(text, "tercet_runs", "Runs at work", status.running());
    gauge(
        text,
        "tercet_decisions",
        "Open decisions",
        app.views().inbox(null, null).decisions().size());
    gauge(text, "tercet_mcp_sessions", "Open MCP sessions over HTTP", face.sessions());
    text.append("# HELP tercet_tasks Tasks by state\n# TYPE tercet_tasks gauge\n");
    states.forEach(
        (state, count) -> text.append("tercet_tasks{state=\"%s\"} %d\n".formatted(state, count)));
    return text.toString();
  }

  private static void gauge(StringBuilder text, String name, String help, int value) {
    text.append("# HELP %1$s %2$s\n# TYPE %1$s gauge\n%1$s %3$d\n".formatted(name, help, value));
  }
}
