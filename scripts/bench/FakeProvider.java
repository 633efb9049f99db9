import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * A provider that speaks OpenAI's Chat Completions and always says that it is done: {@code PORTFILE
 * TIMEFILE}. It writes its port into the one file and, for each request, when its first byte came into
 * the other.
 */
public final class FakeProvider {

  private static final String ANSWER =
      "data: {\"choices\":[{\"delta\":{\"content\":\"Done.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

  private FakeProvider() {}

  public static void main(String[] arguments) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Path port = Path.of(arguments[0]);
      Files.writeString(port.resolveSibling("port.new"), Integer.toString(server.getLocalPort()));
      Files.move(port.resolveSibling("port.new"), port);
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread.ofPlatform().daemon().start(() -> serve(socket, Path.of(arguments[1])));
      }
    }
  }

  private static void serve(Socket socket, Path times) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream()) {
      for (int first = in.read(); first >= 0; first = in.read()) {
        Instant came = Instant.now();
        in.skipNBytes(length(in));
        Files.writeString(
            times, came + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        out.write(
            ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: "
                    + ANSWER.length()
                    + "\r\n\r\n"
                    + ANSWER)
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    } catch (IOException gone) {
      // The daemon closed its connection.
    }
  }

  /** Reads the head of a request, and how long its body is. */
  private static int length(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    for (String line : head.toString().split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(15).strip());
      }
    }
    return 0;
  }
}
