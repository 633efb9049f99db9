package dev.tercet.server;

import dev.tercet.protocol.ServerStatus;
import dev.tercet.server.app.App;
import dev.tercet.server.door.http.HttpLimits;
import dev.tercet.server.door.http.HttpServer;
import dev.tercet.server.mcp.HttpFace;
import dev.tercet.server.mcp.McpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Opens the port over HTTP, and writes down for the user alone where it is and what lets one in:
 * {@code http-token}, which stays the same, and {@code run/http-url}.
 */
final class HttpOpening {

  private HttpOpening() {}

  static HttpServer open(Path home, int port, App app, McpServer mcp) throws IOException {
    HttpFace face = new HttpFace(mcp);
    HttpServer server =
        HttpServer.start(
            new HttpServer.Offer(
                port, token(home), HttpLimits.DEFAULT, face::serve, () -> metrics(app, face)));
    write(home.resolve("run").resolve("http-url"), "http://127.0.0.1:" + server.port() + "/mcp\n");
    return server;
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
