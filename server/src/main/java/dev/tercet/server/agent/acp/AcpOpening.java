package dev.tercet.server.agent.acp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.ToolServer;
import dev.tercet.server.agent.Turn;
import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.Update;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Brings a fresh process to the point where it takes a prompt. Used once. */
final class AcpOpening {

  private static final int VERSION = 1;

  private final AcpTalk talk;
  private final SessionRequest request;
  private final String name;
  private final AcpQuirks quirks;
  private String step = "initialize";
  private JsonNode authMethods = AcpWire.JSON.createArrayNode();

  AcpOpening(AcpTalk talk, SessionRequest request, AcpProgram program) {
    this.talk = talk;
    this.request = request;
    this.name = program.name();
    this.quirks = program.quirks();
  }

  /**
   * A session that takes prompts.
   *
   * @param canResume whether another process can take it up later
   * @param resumed whether this process took up an earlier one
   */
  record Opened(String sessionId, boolean canResume, boolean resumed) {

    static final Opened NOTHING = new Opened("", false, false);
  }

  /** The request that is waited for, for a message. */
  String step() {
    return step;
  }

  /** What to do about a missing login, to be put behind a sentence. */
  String loginHint(Cause cause) {
    if (cause != Cause.NOT_AUTHENTICATED) {
      return "";
    }
    String ways =
        stream(authMethods)
            .map(method -> method.path("name").asText(method.path("id").asText()))
            .collect(Collectors.joining(", "));
    return "; log in with the agent's own command, or pass its key in the preset's environment"
        + (ways.isEmpty() ? "" : " (it offers: " + ways + ")");
  }

  Opened open(Turn turn) throws RpcError, TurnOver, InterruptedException {
    JsonNode agent = call(turn, "initialize", initialize());
    authMethods = agent.path("authMethods");
    int version = agent.path("protocolVersion").asInt(0);
    if (version != VERSION) {
      throw new AgentException(
          Cause.MISBEHAVED,
          name
              + " speaks version "
              + version
              + " of the Agent Client Protocol, not "
              + VERSION
              + "; install a version of it that does");
    }
    JsonNode capabilities = agent.path("agentCapabilities");
    boolean resumes = capabilities.path("sessionCapabilities").hasNonNull("resume");
    boolean loads = capabilities.path("loadSession").asBoolean(false);
    Opened opened = session(turn, resumes, loads);
    return opened;
  }

  private Opened session(Turn turn, boolean resumes, boolean loads)
      throws RpcError, TurnOver, InterruptedException {
    String earlier = request.resume();
    if (earlier != null && (resumes || loads)) {
      ObjectNode params = newSession().put("sessionId", earlier);
      try {
        JsonNode session = call(turn, resumes ? "session/resume" : "session/load", params);
        configure(turn, earlier, session);
        return new Opened(earlier, true, true);
      } catch (RpcError lost) {
        turn.update(
            new Update.Diagnostic(
                "the earlier session could not be taken up ("
                    + lost.text()
                    + "); a new one is begun"));
      }
    }
    JsonNode session = call(turn, "session/new", newSession());
    String id = session.path("sessionId").asText("");
    if (id.isEmpty()) {
      throw new AgentException(Cause.MISBEHAVED, name + " opened a session without an id");
    }
    configure(turn, id, session);
    return new Opened(id, resumes || loads, false);
  }

  private JsonNode call(Turn turn, String method, ObjectNode params)
      throws RpcError, TurnOver, InterruptedException {
    step = method;
    return talk.call(turn, method, params);
  }

  private static ObjectNode initialize() {
    ObjectNode params = AcpWire.JSON.createObjectNode().put("protocolVersion", VERSION);
    ObjectNode capabilities = params.putObject("clientCapabilities");
    // Agents write files and run commands themselves: what they do is confined by their cage and
    // found by looking at the tree, not by what passes through us.
    capabilities.putObject("fs").put("readTextFile", false).put("writeTextFile", false);
    capabilities.put("terminal", false);
    capabilities.putObject("elicitation").putObject("form");
    capabilities.putObject("session").putObject("configOptions").putObject("boolean");
    params.putObject("clientInfo").put("name", "tercet").put("title", "Tercet").put("version", "1");
    return params;
  }

  private ObjectNode newSession() {
    ObjectNode params = AcpWire.JSON.createObjectNode().put("cwd", request.directory().toString());
    ObjectNode meta = AcpWire.parse(quirks.sessionMeta());
    if (meta != null) {
      params.set("_meta", meta);
    }
    ArrayNode servers = params.putArray("mcpServers");
    ToolServer tools = request.tools();
    if (tools != null) {
      ObjectNode server = servers.addObject().put("name", tools.name());
      server.put("command", tools.command().getFirst());
      ArrayNode arguments = server.putArray("args");
      tools.command().stream().skip(1).forEach(arguments::add);
      server.putArray("env");
    }
    return params;
  }

  /** The model first: which other choices there are may depend on it. */
  private void configure(Turn turn, String sessionId, JsonNode session)
      throws RpcError, TurnOver, InterruptedException {
    List<Map.Entry<String, String>> wanted = new ArrayList<>(request.options().entrySet());
    wanted.sort(
        Comparator.comparing((Map.Entry<String, String> entry) -> !entry.getKey().equals("model"))
            .thenComparing(Map.Entry::getKey));
    JsonNode offered = session.path("configOptions");
    for (Map.Entry<String, String> entry : wanted) {
      JsonNode option = option(offered, entry.getKey());
      if (!option.isMissingNode()) {
        JsonNode now = set(turn, sessionId, option, entry.getValue()).path("configOptions");
        offered = now.isArray() ? now : offered;
      } else if (entry.getKey().equals("mode") && session.path("modes").isObject()) {
        setMode(turn, sessionId, session.path("modes").path("availableModes"), entry.getValue());
      } else {
        turn.update(
            new Update.Diagnostic(
                name
                    + " offers no choice of "
                    + entry.getKey()
                    + ": "
                    + entry.getValue()
                    + " was not set"));
      }
    }
  }

  private static JsonNode option(JsonNode offered, String key) {
    return stream(offered)
        .filter(option -> option.path("id").asText("").equals(key))
        .findFirst()
        .or(
            () ->
                stream(offered)
                    .filter(option -> option.path("category").asText("").equals(key))
                    .findFirst())
        .orElse(AcpWire.JSON.missingNode());
  }

  private JsonNode set(Turn turn, String sessionId, JsonNode option, String wanted)
      throws RpcError, TurnOver, InterruptedException {
    ObjectNode params = AcpWire.JSON.createObjectNode().put("sessionId", sessionId);
    params.put("configId", option.path("id").asText());
    if (option.path("type").asText("").equals("boolean")) {
      params.put("type", "boolean").put("value", wanted.equalsIgnoreCase("true"));
    } else {
      params.put(
          "value", value(option.path("id").asText(), values(option.path("options")), wanted));
    }
    return call(turn, "session/set_config_option", params);
  }

  private void setMode(Turn turn, String sessionId, JsonNode modes, String wanted)
      throws RpcError, TurnOver, InterruptedException {
    List<Choice> choices =
        stream(modes)
            .map(mode -> new Choice(mode.path("id").asText(), mode.path("name").asText("")))
            .toList();
    ObjectNode params = AcpWire.JSON.createObjectNode().put("sessionId", sessionId);
    params.put("modeId", value("mode", choices, wanted));
    call(turn, "session/set_mode", params);
  }

  private record Choice(String value, String name) {}

  /** The choices, those in groups too. */
  private static List<Choice> values(JsonNode options) {
    List<Choice> choices = new ArrayList<>();
    for (JsonNode option : options) {
      if (option.path("options").isArray()) {
        choices.addAll(values(option.path("options")));
      } else {
        choices.add(new Choice(option.path("value").asText(), option.path("name").asText("")));
      }
    }
    return choices;
  }

  private String value(String option, List<Choice> choices, String wanted) {
    return choices.stream()
        .filter(
            choice ->
                choice.value().equalsIgnoreCase(wanted) || choice.name().equalsIgnoreCase(wanted))
        .map(Choice::value)
        .findFirst()
        .orElseThrow(
            () ->
                new AgentException(
                    Cause.NOT_STARTED,
                    name
                        + " offers no "
                        + option
                        + " \""
                        + wanted
                        + "\"; choose one of "
                        + choices.stream().map(Choice::value).collect(Collectors.joining(", "))));
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
