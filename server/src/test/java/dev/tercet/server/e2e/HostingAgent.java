package dev.tercet.server.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A small agent of the Agent Client Protocol that is a host of MCP: it starts the server that its
 * session names, as real ones do. The argument says what it does in a turn: {@code build} asks the
 * human by a tool and, continued, writes down what it was told; {@code review} reports a finding by
 * a tool. Both renew their login. It uses no library, so that its classes are all that a cage has
 * to show.
 */
final class HostingAgent {

  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final String role;
  private String session = "";

  private HostingAgent(String role) {
    this.role = role;
  }

  /** Puts its classes into a folder. */
  static void install(Path folder) {
    try {
      Path classes =
          Path.of(HostingAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path from = classes.resolve("dev/tercet/server/e2e");
      Path to = Files.createDirectories(folder.resolve("dev/tercet/server/e2e"));
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.filter(it -> name(it).startsWith("HostingAgent")).toList()) {
          Files.copy(file, to.resolve(name(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  public static void main(String[] arguments) throws IOException {
    HostingAgent agent = new HostingAgent(arguments[0]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      switch (text(line, "method")) {
        case "initialize" -> agent.answer(line, "{\"protocolVersion\":1}");
        case "session/new" -> {
          agent.session = line;
          agent.answer(line, "{\"sessionId\":\"s\"}");
        }
        case "session/prompt" -> {
          agent.turn(line);
          agent.answer(line, "{\"stopReason\":\"end_turn\"}");
        }
        default -> {}
      }
    }
  }

  /** The text behind a name; empty where there is none. */
  private static String text(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":" + STRING.pattern()).matcher(json);
    return found.find() ? found.group(1) : "";
  }

  private void answer(String request, String result) {
    Matcher id = Pattern.compile("\"id\":(\\d+)").matcher(request);
    if (id.find()) {
      out.println("{\"jsonrpc\":\"2.0\",\"id\":" + id.group(1) + ",\"result\":" + result + "}");
    }
  }

  private void turn(String prompt) throws IOException {
    Path folder = Path.of(text(session, "cwd"));
    Path login = Path.of(System.getenv("HOME"), ".hosting/token");
    Files.writeString(login, Files.readString(login) + "renewed by " + role + "\n");
    if (role.equals("build") && prompt.contains("Green")) {
      Files.writeString(folder.resolve("src/colour.txt"), "Green\n");
      return;
    }
    try (Server server = new Server(session)) {
      if (role.equals("build")) {
        Path daemon = Path.of(System.getenv("DAEMON_FOLDER"));
        boolean sees = Files.exists(daemon.resolve("settings.json"));
        Files.writeString(
            folder.resolve("src/seen.txt"),
            "daemon: " + sees + "\ntools: " + server.tools() + "\n");
        server.call(
            "ask_human", "{\"question\":\"Which colour?\",\"options\":[\"Red\",\"Green\"]}");
      } else {
        server.call(
            "report_finding",
            "{\"severity\":\"major\",\"claim\":\"It is too green\",\"file\":\"src/colour.txt\"}");
      }
    }
  }

  /** What the session said to start, and a conversation with it. */
  private static final class Server implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private int lastId;

    Server(String session) throws IOException {
      String entry = session.substring(session.indexOf("\"mcpServers\""));
      String arguments = entry.substring(entry.indexOf("\"args\":[") + 7, entry.indexOf(']'));
      List<String> command =
          Stream.concat(
                  Stream.of(text(entry, "command")),
                  STRING.matcher(arguments).results().map(found -> found.group(1)))
              .toList();
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      answers = process.inputReader(StandardCharsets.UTF_8);
      ask(
          "initialize",
          "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"hosting\",\"version\":\"1\"}}");
    }

    String ask(String method, String params) throws IOException {
      String request =
          "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}\n"
              .formatted(++lastId, method, params);
      process.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException("the run's tools cannot be reached");
      }
      return answer;
    }

    /** The names of all that is offered. */
    String tools() throws IOException {
      return String.join(
          ", ",
          Pattern.compile("\"name\":\"([a-z_]+)\"")
              .matcher(ask("tools/list", "{}"))
              .results()
              .map(found -> found.group(1))
              .toList());
    }

    void call(String tool, String arguments) throws IOException {
      ask("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
