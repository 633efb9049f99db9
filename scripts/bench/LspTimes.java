import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Times a language server: {@code starts} (ms to the answer to initialize, medians of servers that
 * are started in turns, the commands divided by {@code --}), {@code keystroke} (ms to
 * the diagnostics of a template of 300 steps), {@code requests} (one after the other, per second),
 * {@code list} (ms to the list of all tasks). The command that starts it follows; or {@code socket},
 * the path of a Unix socket, and the line to greet with, if it wants one.
 */
public final class LspTimes {

  private final InputStream in;
  private final OutputStream out;

  private LspTimes(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments[1].equals("socket")) {
      try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        channel.connect(UnixDomainSocketAddress.of(Path.of(arguments[2])));
        LspTimes times =
            new LspTimes(Channels.newInputStream(channel), Channels.newOutputStream(channel));
        if (arguments.length > 3) {
          times.out.write((arguments[3] + "\n").getBytes(StandardCharsets.UTF_8));
          times.line();
        }
        times.measure(arguments[0]);
      }
      return;
    }
    List<String> command = List.of(arguments).subList(1, arguments.length);
    if (arguments[0].equals("starts")) {
      starts(command);
      return;
    }
    run(command, arguments[0]);
  }

  /** The first rounds warm up this program, the machine's file cache and the daemon. */
  private static void starts(List<String> commands) throws IOException, InterruptedException {
    int divide = commands.indexOf("--");
    List<List<String>> both =
        divide < 0
            ? List.of(commands)
            : List.of(commands.subList(0, divide), commands.subList(divide + 1, commands.size()));
    List<List<Double>> times = new ArrayList<>();
    both.forEach(one -> times.add(new ArrayList<>()));
    for (int round = 0; round < 20; round++) {
      for (int which = 0; which < both.size(); which++) {
        double started = run(both.get(which), "nothing");
        if (round >= 5) {
          times.get(which).add(started);
        }
      }
    }
    for (List<Double> one : times) {
      Collections.sort(one);
      System.out.printf("%.1f%n", one.get(one.size() / 2));
    }
  }

  private static double run(List<String> command, String what)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process server =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      LspTimes times = new LspTimes(server.getInputStream(), server.getOutputStream());
      times.request(1, "initialize", "{\"processId\":null,\"rootUri\":null,\"capabilities\":{}}");
      double started = millis(begun);
      times.send("{\"jsonrpc\":\"2.0\",\"method\":\"initialized\",\"params\":{}}");
      times.measure(what);
      return started;
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private void measure(String what) throws IOException {
    switch (what) {
      case "keystroke" -> System.out.printf("%.2f%n", keystroke());
      case "requests" -> System.out.printf("%.0f%n", requests());
      case "list" -> System.out.printf("%.2f%n", list());
      case "nothing" -> {}
      default -> throw new IllegalArgumentException(what);
    }
  }

  private double keystroke() throws IOException {
    String uri = "file:///bench/.tercet/workflows/long.md";
    StringBuilder text = new StringBuilder("# Long\\n\\n");
    for (int step = 1; step <= 300; step++) {
      text.append("### [ ] Step: Number ").append(step).append("\\n<!-- agent: builder -->\\n");
      text.append("Read `{@artifacts_path}/spec.md` and do part ").append(step).append(".\\n\\n");
    }
    send(
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\""
            + uri
            + "\",\"languageId\":\"markdown\",\"version\":1,\"text\":\""
            + text
            + "\"}}}");
    until("\"method\":\"textDocument/publishDiagnostics\"");
    List<Double> times = new ArrayList<>();
    for (int version = 2; version < 402; version++) {
      long begun = System.nanoTime();
      send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\""
              + uri
              + "\",\"version\":"
              + version
              + "},\"contentChanges\":[{\"range\":{\"start\":{\"line\":600,\"character\":0},\"end\":{\"line\":600,\"character\":0}},\"text\":\"x\"}]}}");
      until("\"version\":" + version);
      if (version > 200) {
        times.add(millis(begun));
      }
    }
    Collections.sort(times);
    return times.get(times.size() / 2);
  }

  private double requests() throws IOException {
    int warm = 5_000;
    int count = 20_000;
    long begun = 0;
    for (int id = 2; id < warm + count + 2; id++) {
      if (id == warm + 2) {
        begun = System.nanoTime();
      }
      request(id, "tercet/server/status", "{}");
    }
    return count / (millis(begun) / 1_000);
  }

  private double list() throws IOException {
    List<Double> times = new ArrayList<>();
    for (int id = 2; id < 42; id++) {
      long begun = System.nanoTime();
      request(id, "tercet/task/list", "{\"all\":true}");
      if (id > 20) {
        times.add(millis(begun));
      }
    }
    Collections.sort(times);
    return times.get(times.size() / 2);
  }

  private void request(int id, String method, String params) throws IOException {
    send(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"method\":\""
            + method
            + "\",\"params\":"
            + params
            + "}");
    until("\"id\":" + id + ",");
  }

  private void send(String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("Content-Length: " + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[head.length + bytes.length];
    System.arraycopy(head, 0, frame, 0, head.length);
    System.arraycopy(bytes, 0, frame, head.length, bytes.length);
    out.write(frame);
    out.flush();
  }

  /** Reads messages until one has this in its first 400 characters or last 200. */
  private void until(String part) throws IOException {
    while (true) {
      String message = message();
      int length = message.length();
      boolean found =
          message.substring(0, Math.min(400, length)).contains(part)
              || message.substring(Math.max(0, length - 200)).contains(part);
      if (found) {
        return;
      }
    }
  }

  private String message() throws IOException {
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server ended");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  private static double millis(long begun) {
    return (System.nanoTime() - begun) / 1e6;
  }
}
