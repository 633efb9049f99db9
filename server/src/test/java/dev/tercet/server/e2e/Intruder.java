package dev.tercet.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.tercet.client.Tercet;
import dev.tercet.protocol.Abandon;
import dev.tercet.protocol.Approve;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.TaskChanged;
import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.TercetHome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;

/**
 * A program that an agent starts to approve another task's spec, by every door there is, and then
 * to abandon that task. Each line it prints is a door and what it was told. Arguments: the daemon's
 * home, the repository, the task.
 */
final class Intruder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final Path repository;
  private final String task;

  private Intruder(Path home, Path repository, String task) {
    this.home = home;
    this.repository = repository;
    this.task = task;
  }

  public static void main(String[] arguments) throws Exception {
    Intruder intruder = new Intruder(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
    DecisionView open = intruder.byTaskProtocol();
    intruder.byEditor((Asked.Approval) open.asked(), open.id());
    intruder.byHost(open);
    intruder.byHttp(open);
    System.exit(0);
  }

  /** Hears nothing of what it could. */
  private static final class Nobody implements TercetClient {
    @Override
    public void taskChanged(TaskChanged change) {}

    @Override
    public void inboxChanged(Inbox inbox) {}

    @Override
    public void runOutput(RunOutput output) {}
  }

  private static void say(String door, String told) {
    System.out.println(door + ": " + told.replace('\n', ' '));
  }

  private DecisionView byTaskProtocol() {
    Tercet client = Tercet.connect(new TercetHome(home), repository, new Nobody()).orElseThrow();
    DecisionView open =
        client.await(client.task().show(new TaskParams(task))).decisions().getFirst();
    Asked.Approval asked = (Asked.Approval) open.asked();
    Approve approve = new Approve(task, open.id(), asked.revision(), asked.blob(), null, "i1");
    try {
      client.await(client.decision().approve(approve));
      say("task", "approved");
    } catch (ResponseErrorException refused) {
      say("task", refused.getMessage());
    }
    try {
      client.await(client.task().abandon(new Abandon(task, "in the way", null, "i2")));
      say("task, abandon", "abandoned");
    } catch (ResponseErrorException refused) {
      say("task, abandon", refused.getMessage());
    }
    client.close();
    return open;
  }

  private void byEditor(Asked.Approval asked, String decision) throws Exception {
    try (Editor editor = Playground.newEditor(Hello.Speech.LSP, home, repository)) {
      editor.initialize(repository, "{}");
      JsonObject argument = new JsonObject();
      argument.addProperty("task", task);
      argument.addProperty("decision", decision);
      argument.addProperty("artifactRevision", asked.revision());
      argument.addProperty("blob", asked.blob());
      JsonArray arguments = new JsonArray();
      arguments.add(argument);
      JsonObject params = object("arguments", arguments);
      params.addProperty("command", "tercet.approve");
      say("lsp", editor.exchange("workspace/executeCommand", params).toString());
    }
  }

  private static JsonObject object(String name, com.google.gson.JsonElement value) {
    JsonObject object = new JsonObject();
    object.add(name, value);
    return object;
  }

  private String decide(DecisionView open) {
    return "{\"task\":\"%s\",\"decision\":\"%s\",\"revision\":%d,\"action\":\"approve\"}"
        .formatted(task, open.id(), open.revision());
  }

  private void byHost(DecisionView open) {
    try (AgentHost host = AgentHost.connect(home, repository).initialized("2025-11-25", "{}")) {
      say("mcp", host.call("decide", decide(open)).toString());
      String ticket = "{\"tickets\":[{\"title\":\"Planted\"}]}";
      say("mcp, create", host.call("create_tasks", ticket).toString());
    }
  }

  /** With the token, which an agent without a cage can read. */
  private void byHttp(DecisionView open) throws Exception {
    String token = Files.readString(home.resolve("http-token")).strip();
    URI url = URI.create(Files.readString(home.resolve("run/http-url")).strip());
    String body =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"decide","arguments":%s,"_meta":{
        "io.modelcontextprotocol/protocolVersion":"2026-07-28",
        "io.modelcontextprotocol/clientInfo":{"name":"intruder","version":"1"},
        "io.modelcontextprotocol/clientCapabilities":{}}}}\
        """
            .formatted(decide(open));
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("MCP-Protocol-Version", "2026-07-28")
            .header("Mcp-Method", "tools/call")
            .header("Mcp-Name", "decide")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      JsonNode read = JSON.readTree(answer.substring(answer.indexOf('{')));
      say("http", read.toString());
    }
  }
}
