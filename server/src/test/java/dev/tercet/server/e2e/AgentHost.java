package dev.tercet.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.client.DaemonLink;
import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.TercetHome;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A host that speaks MCP over the daemon's socket, message by message. */
final class AgentHost implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Closeable end;
  private final OutputStream out;
  private final BufferedReader in;
  private int lastId;

  private AgentHost(Closeable end, OutputStream out, InputStream in) {
    this.end = end;
    this.out = out;
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** A host of a front command. */
  static AgentHost of(Process front) {
    return new AgentHost(front::destroyForcibly, front.getOutputStream(), front.getInputStream());
  }

  static AgentHost connect(Playground play) {
    return connect(play.home(), play.repository());
  }

  static AgentHost connect(Path home, Path folder) {
    Hello.Greeting hello = new Hello.Greeting(Hello.Speech.MCP, "test", folder.toString(), null);
    DaemonLink link = DaemonLink.connect(new TercetHome(home), hello).orElseThrow();
    SocketChannel channel = link.channel();
    return new AgentHost(
        channel, Channels.newOutputStream(channel), Channels.newInputStream(channel));
  }

  /** Opens as hosts with sessions do. */
  AgentHost initialized(String revision, String capabilities) {
    JsonNode result =
        ask(
                "initialize",
                """
                {"protocolVersion":"%s","capabilities":%s,
                "clientInfo":{"name":"test-host","version":"1"}}\
                """
                    .formatted(revision, capabilities))
            .path("result");
    if (!result.path("protocolVersion").asText().equals(revision)) {
      throw new AssertionError("agreed on " + result);
    }
    say(Map.of("method", "notifications/initialized"));
    return this;
  }

  /** The whole answer. */
  JsonNode ask(String method, String params) {
    int id = send(method, params);
    JsonNode message = hear();
    while (message.path("id").asInt() != id || message.has("method")) {
      message = hear();
    }
    return message;
  }

  int send(String method, String params) {
    ObjectNode message = JSON.createObjectNode();
    message.put("id", ++lastId).put("method", method);
    message.set("params", parse(params));
    say(message);
    return lastId;
  }

  JsonNode call(String tool, String arguments) {
    return ask("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments))
        .path("result");
  }

  /** A call of the era without sessions; {@code more} are further members of its params. */
  JsonNode callAlone(String tool, String arguments, String capabilities, String more) {
    return ask(
        "tools/call",
        """
        {"name":"%s","arguments":%s,"_meta":{
        "io.modelcontextprotocol/protocolVersion":"2026-07-28",
        "io.modelcontextprotocol/clientInfo":{"name":"new-host","version":"1"},
        "io.modelcontextprotocol/clientCapabilities":%s}%s}\
        """
            .formatted(tool, arguments, capabilities, more));
  }

  /** What comes next that has this method. */
  JsonNode hear(String method) {
    JsonNode message = hear();
    while (!message.path("method").asText().equals(method)) {
      message = hear();
    }
    return message;
  }

  JsonNode hear() {
    try {
      String line = in.readLine();
      if (line == null) {
        throw new AssertionError("the daemon ended the connection");
      }
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void answer(JsonNode request, String result) {
    ObjectNode message = JSON.createObjectNode();
    message.set("id", request.path("id"));
    message.set("result", parse(result));
    say(message);
  }

  private void say(Map<String, String> members) {
    say(JSON.<ObjectNode>valueToTree(members));
  }

  private void say(ObjectNode message) {
    message.put("jsonrpc", "2.0");
    try {
      out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      end.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
