package dev.tercet.server.agent.acp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that speaks the agent's side of the protocol, for tests: it plays a recorded
 * conversation, or does what the prompt names. It uses no library, so that it starts quickly.
 */
public final class FakeAcpAgent {

  private static final Pattern METHOD = Pattern.compile("\"method\":\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]*\"|-?[0-9]+|null)");
  private static final Pattern TEXT = Pattern.compile("\"text\":\"([^\"]*)\"");
  private static final String SESSION = "\"sessionId\":\"s-1\"";

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private String servers = "";

  private FakeAcpAgent() {}

  /** The command line that starts it. */
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp"));
    command.add(classes());
    command.add(FakeAcpAgent.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static String classes() {
    try {
      return Path.of(FakeAcpAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (java.net.URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static void main(String[] arguments) throws Exception {
    FakeAcpAgent agent = new FakeAcpAgent();
    switch (arguments[0]) {
      case "replay" -> agent.replay(Path.of(arguments[1]), arguments[2]);
      case "silent" -> agent.untilEndOfInput();
      case "exits" -> {
        System.err.println("cannot find my configuration");
        System.exit(3);
      }
      case "version" -> agent.serve("{\"protocolVersion\":7}");
      default ->
          agent.serve(
              "{\"protocolVersion\":1,\"agentCapabilities\":{\"sessionCapabilities\":{\"resume\":{}}},"
                  + "\"authMethods\":[{\"id\":\"key\",\"name\":\"API key\"}]}");
    }
  }

  // Replaying. A line is {"ms":…,"dir":"a>c","msg":{…}}.

  private void replay(Path transcript, String directory) throws IOException {
    Map<String, String> ids = new HashMap<>();
    for (String line : Files.readAllLines(transcript)) {
      String message =
          line.substring(line.indexOf("\"msg\":") + 6, line.length() - 1)
              .replace("/WORKTREE", directory);
      if (line.contains("\"dir\":\"c>a\"")) {
        awaitSame(message, ids);
      } else if (METHOD.matcher(message).find()) {
        out.println(message);
      } else {
        String recorded = id(message);
        out.println(message.replaceFirst("\"id\":" + recorded, "\"id\":" + ids.get(recorded)));
      }
    }
    untilEndOfInput();
  }

  private void awaitSame(String recorded, Map<String, String> ids) throws IOException {
    String wanted = method(recorded);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      // A mode is set by either of two methods.
      boolean sets = wanted.startsWith("session/set_") && method(line).startsWith("session/set_");
      if (sets || method(line).equals(wanted)) {
        if (!wanted.isEmpty()) {
          ids.put(id(recorded), id(line));
        }
        return;
      }
    }
    System.exit(0);
  }

  private void untilEndOfInput() throws IOException {
    while (in.readLine() != null) {
      // What is still said needs no answer.
    }
  }

  // Serving.

  private void serve(String capabilities) throws Exception {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String id = id(line);
      switch (method(line)) {
        case "initialize" -> answer(id, capabilities);
        case "session/new" -> {
          servers = line;
          answer(
              id,
              "{"
                  + SESSION
                  + ",\"configOptions\":[{\"id\":\"model\",\"category\":\"model\",\"type\":\"select\","
                  + "\"currentValue\":\"small\",\"options\":[{\"group\":\"g\",\"name\":\"G\",\"options\":"
                  + "[{\"value\":\"small\",\"name\":\"Small\"},{\"value\":\"big\",\"name\":\"Big\"}]}]}],"
                  + "\"modes\":{\"currentModeId\":\"ask\",\"availableModes\":[{\"id\":\"ask\",\"name\":\"Ask\"}]}}");
        }
        case "session/resume" -> {
          if (line.contains("\"lost\"")) {
            error(id, -32002, "no such session");
          } else {
            said("an old message");
            answer(id, "{}");
          }
        }
        case "session/set_config_option" -> {
          System.err.println("set " + line.replaceFirst(".*\"value\":\"([^\"]*)\".*", "$1"));
          answer(id, "{\"configOptions\":[]}");
        }
        case "session/prompt" -> prompt(id, line);
        default -> {}
      }
    }
  }

  private void prompt(String id, String line) throws Exception {
    Matcher text = TEXT.matcher(line);
    String prompt = text.find() ? text.group(1) : "";
    switch (prompt) {
      case "finish" -> {
        said("working on it");
        update(
            "{\"sessionUpdate\":\"tool_call\",\"toolCallId\":\"t"
                + id
                + "\",\"title\":\"look\",\"kind\":\"read\",\"status\":\"completed\"}");
        said("done");
        end(id);
      }
      case "crash" -> {
        said("working on it");
        System.err.println("out of luck");
        Runtime.getRuntime().halt(13);
      }
      case "hang" -> {
        child();
        said("started");
        awaitCancel();
        answer(id, "{\"stopReason\":\"cancelled\"}");
      }
      case "deaf" -> {
        child();
        said("started");
        Thread.sleep(600_000);
      }
      case "flood" -> {
        String piece = "flood ".repeat(20_000);
        for (int i = 0; i < 1_000; i++) {
          said(piece);
        }
        end(id);
      }
      case "flood errors" -> {
        String piece = "flood ".repeat(20_000);
        for (int i = 0; i < 200; i++) {
          System.err.println(piece);
        }
        said("done");
        end(id);
      }
      case "long line" -> {
        said("x".repeat(9_000_000));
        end(id);
      }
      case "rubbish" -> {
        for (int i = 0; i < 10_000; i++) {
          out.println("rubbish " + i);
        }
        end(id);
      }
      case "ask" -> {
        form("0");
        String answer = in.readLine();
        said(answer.contains("\"accept\"") ? "answered " + answer : "not answered");
        if (answer.contains("\"cancel\"")) {
          awaitCancel();
          answer(id, "{\"stopReason\":\"cancelled\"}");
        } else {
          end(id);
        }
      }
      case "ask and die" -> {
        form("0");
        System.err.println("gone in the middle");
        System.err.flush();
        Runtime.getRuntime().halt(9);
      }
      case "permission" -> {
        out.println(
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"session/request_permission\",\"params\":{"
                + SESSION
                + ",\"toolCall\":{\"toolCallId\":\"p\",\"title\":\"curl example.org\",\"kind\":\"fetch\"},"
                + "\"options\":[{\"optionId\":\"yes\",\"name\":\"Yes\",\"kind\":\"allow_once\"},"
                + "{\"optionId\":\"no\",\"name\":\"No\",\"kind\":\"reject_once\"}]}}");
        String answer = in.readLine();
        if (answer.contains("\"cancelled\"")) {
          awaitCancel();
          answer(id, "{\"stopReason\":\"cancelled\"}");
        } else {
          said("got " + answer);
          end(id);
        }
      }
      case "servers" -> {
        said("got " + servers.replaceFirst(".*\"mcpServers\":(\\[.*])}.*", "$1"));
        end(id);
      }
      case "ask and withdraw" -> {
        form("\"q\"");
        out.println(
            "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancel_request\",\"params\":{\"requestId\":\"q\"}}");
        said("got " + in.readLine());
        end(id);
      }
      case "odd" -> {
        odd();
        end(id);
      }
      case "environment" -> {
        said(
            String.valueOf(System.getenv("TERCET_RUN"))
                + " "
                + System.getenv("ONLY_THIS")
                + " "
                + System.getenv("HOME"));
        end(id);
      }
      case "report" -> {
        said(
            "```findings\\n{\\\"severity\\\":\\\"minor\\\",\\\"claim\\\":\\\"It leaks\\\"}\\n```\\nThat is all.");
        end(id);
      }
      case "ask in words" -> {
        said("I cannot go on.\\n```question\\nWhich one?\\n- This\\n- That\\n```");
        end(id);
      }
      case "rate limited" -> error(id, -32603, "API Error: 529 overloaded");
      case "login" -> error(id, -32000, "Authentication required");
      case "tokens" -> answer(id, "{\"stopReason\":\"max_tokens\"}");
      case "disguised" -> {
        said("{\\\"type\\\":\\\"error\\\",\\\"error\\\":{\\\"message\\\":\\\"429 slow down\\\"}}");
        answer(id, "{\"stopReason\":\"end_turn\",\"usage\":null}");
      }
      default -> {
        said("not known: " + prompt);
        end(id);
      }
    }
  }

  /** Everything unusual that a client has to bear, and what it answers to that. */
  private void odd() throws IOException {
    out.println("a line of log on the wrong stream");
    out.println("[1,2]");
    out.println("{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}");
    out.println("{\"jsonrpc\":\"2.0\",\"method\":\"_auth/status_update\",\"params\":{}}");
    update("{\"sessionUpdate\":\"hologram\",\"size\":3}");
    update("{\"sessionUpdate\":\"session_info_update\",\"title\":\"x\"}");
    update(
        "{\"sessionUpdate\":\"tool_call_update\",\"toolCallId\":\"new\",\"title\":\"first seen here\",\"kind\":\"execute\",\"status\":\"in_progress\",\"content\":[{\"type\":\"terminal\",\"terminalId\":\"unknown\"}]}");
    List<String> requests =
        List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"fs/read_text_file\",\"params\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"craft/drain\",\"params\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"terminal/create\",\"params\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"elicitation/create\",\"params\":{\"mode\":\"url\",\"url\":\"http://x\",\"message\":\"open\"}}");
    StringBuilder answers = new StringBuilder();
    for (String request : requests) {
      out.println(request);
      String answer = in.readLine();
      answers.append(id(answer)).append(answer.contains("-32601") ? " refused " : " answered ");
    }
    said(answers.toString().replace("\"", ""));
  }

  private void form(String id) {
    out.println(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"method\":\"elicitation/create\",\"params\":{\"mode\":\"form\","
            + SESSION
            + ",\"message\":\"Which colour?\",\"requestedSchema\":{\"type\":\"object\",\"properties\":"
            + "{\"c\":{\"type\":\"string\",\"title\":\"Colour\",\"oneOf\":[{\"const\":\"r\",\"title\":\"Red\"},"
            + "{\"const\":\"b\",\"title\":\"Blue\"}]},\"c_note\":{\"type\":\"string\"}},\"required\":[\"c\"]}}}");
  }

  private void child() throws IOException {
    new ProcessBuilder("sh", "-c", "setsid sleep 600 & sleep 600").start();
  }

  private void awaitCancel() throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (method(line).equals("session/cancel")) {
        return;
      }
    }
  }

  private void said(String text) {
    String escaped =
        text.startsWith("answered ") || text.startsWith("got ") ? text.replace("\"", "'") : text;
    update(
        "{\"sessionUpdate\":\"agent_message_chunk\",\"content\":{\"type\":\"text\",\"text\":\""
            + escaped
            + "\"}}");
  }

  private void update(String update) {
    out.println(
        "{\"jsonrpc\":\"2.0\",\"method\":\"session/update\",\"params\":{"
            + SESSION
            + ",\"update\":"
            + update
            + "}}");
  }

  private void end(String id) {
    answer(
        id,
        "{\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":10,\"outputTokens\":2,\"totalTokens\":12}}");
  }

  private void answer(String id, String result) {
    out.println("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}");
  }

  private void error(String id, int code, String message) {
    out.println(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"error\":{\"code\":"
            + code
            + ",\"message\":\""
            + message
            + "\"}}");
  }

  private static String method(String line) {
    Matcher method = METHOD.matcher(line);
    return method.find() ? method.group(1) : "";
  }

  private static String id(String line) {
    Matcher id = ID.matcher(line);
    return id.find() ? id.group(1) : "";
  }
}
