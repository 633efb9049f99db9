package dev.tercet.server.agent.acp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.agent.AgentQuestion;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.Stop;
import dev.tercet.server.agent.Turn;
import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.Update;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What we are to the agent: reports are read, permissions decided by policy, forms put to the human
 * as questions, all else refused. Used by the turn's thread, and while that waits by the one that
 * reads; {@link #glance} and {@link #gone} by that one at any time.
 */
final class AcpPeer implements AcpTalk.Peer {

  private static final int REQUEST_CANCELLED = -32800;
  private static final int MOST_WITHDRAWN = 1_000;
  private static final int LONGEST_SHOWN = 2_000;
  private static final String ALLOW = "Allow";
  private static final String DENY = "Deny";

  private final PermissionPolicy policy;
  private final AcpUpdates updates;
  private final Stop stop;
  private @Nullable AcpTalk talk;
  private @Nullable String sessionId;
  private volatile @Nullable Asking asking;
  private volatile boolean gone;
  private final Set<JsonNode> withdrawn = ConcurrentHashMap.newKeySet();

  /** A question that is being held; equal to no other. */
  private static final class Asking {
    private final JsonNode id;

    Asking(JsonNode id) {
      this.id = id;
    }
  }

  AcpPeer(SessionRequest request, AcpQuirks quirks, Stop stop) {
    this.policy = new PermissionPolicy(request);
    this.updates = new AcpUpdates(quirks);
    this.stop = stop;
  }

  void answersThrough(AcpTalk connection) {
    talk = connection;
  }

  /** From here on the session's reports are passed on; before, they are a replay of old ones. */
  void listen(String session) {
    sessionId = session;
  }

  private AcpTalk talk() {
    AcpTalk connection = talk;
    if (connection == null) {
      throw new IllegalStateException("nothing was read before the connection is complete");
    }
    return connection;
  }

  /** Sees a line before its turn comes, on the thread that reads: a question can be withdrawn. */
  void glance(String line) {
    if (!line.contains("$/cancel_request")) {
      return;
    }
    ObjectNode message = AcpWire.parse(line);
    if (message == null || !message.path("method").asText("").equals("$/cancel_request")) {
      return;
    }
    JsonNode id = message.path("params").path("requestId");
    if (withdrawn.size() < MOST_WITHDRAWN) {
      withdrawn.add(id);
    }
    Asking held = asking;
    if (held != null && held.id.equals(id)) {
      stop.wake(held);
    }
  }

  /**
   * The program has ended, and what it wrote last is still to be read. A question that is held goes
   * on without it: its answer is what another session begins with.
   */
  void gone() {
    gone = true;
    Asking held = asking;
    if (held != null) {
      stop.wake(held);
    }
  }

  @Override
  public void told(Turn turn, String method, JsonNode params) throws TurnOver {
    boolean ours =
        sessionId != null && params.path("sessionId").asText(sessionId).equals(sessionId);
    if (!method.equals("session/update") || !ours) {
      return;
    }
    AcpUpdates.Reading reading = updates.read(params.path("update"));
    if (reading.newMessage()) {
      turn.nextMessage();
    }
    for (Update update : reading.updates()) {
      turn.update(update);
    }
  }

  /** The answer to the prompt came. */
  void turnEnded(Turn turn, JsonNode result) throws TurnOver {
    Optional<Update> used = updates.turnEnded(result);
    if (used.isPresent()) {
      turn.update(used.get());
    }
  }

  @Override
  public void asked(Turn turn, ObjectNode request) throws TurnOver, InterruptedException {
    switch (request.path("method").asText()) {
      case "session/request_permission" -> permission(turn, request);
      case "elicitation/create" -> elicitation(turn, request);
      default -> talk().refuseUnknown(request);
    }
  }

  @Override
  public void askedTooLate(ObjectNode request) {
    switch (request.path("method").asText()) {
      case "session/request_permission" -> talk().answer(request, cancelled());
      case "elicitation/create" -> talk().answer(request, action("cancel"));
      default -> talk().refuseUnknown(request);
    }
  }

  private void permission(Turn turn, ObjectNode request) throws TurnOver, InterruptedException {
    JsonNode params = request.path("params");
    ToolCalls.Known known = updates.tools().asked(params.path("toolCall"));
    PermissionPolicy.Verdict verdict = policy.decide(known.call().kind(), known.paths());
    if (verdict.asks()) {
      Optional<PermissionPolicy.Verdict> decided = human(turn, request, known.call());
      if (decided.isEmpty()) {
        return;
      }
      verdict = decided.get();
    }
    JsonNode option = option(params.path("options"), verdict.allowed() ? "allow" : "reject");
    talk().answer(request, option.isMissingNode() ? cancelled() : selected(option));
    String title = known.call().title().isEmpty() ? known.call().kind() : known.call().title();
    turn.update(new Update.Permission(title, verdict.allowed(), verdict.reason()));
  }

  /**
   * What the human says, now or when this very question was asked by an earlier run of the same
   * work; empty when the agent withdrew its request, which is then answered.
   */
  private Optional<PermissionPolicy.Verdict> human(
      Turn turn, ObjectNode request, Update.ToolCall call) throws TurnOver, InterruptedException {
    String what = call.title().isEmpty() ? call.kind() : call.title();
    String detail = call.detail() == null || call.detail().equals(what) ? "" : call.detail();
    String shown = detail.length() > LONGEST_SHOWN ? detail.substring(0, LONGEST_SHOWN) : detail;
    String asked = "May the agent do this (%s)? %s".formatted(call.kind(), what);
    String text = shown.isEmpty() ? asked : String.join("\n", asked, shown);
    Optional<String> answer = policy.answered(text);
    if (answer.isEmpty()) {
      AgentQuestion question = new AgentQuestion(text, List.of(ALLOW, DENY));
      answer = ask(turn, request, question, cancelled());
    }
    return answer.map(
        word ->
            new PermissionPolicy.Verdict(
                word.strip().equalsIgnoreCase(ALLOW), "the human said: " + word.strip()));
  }

  /** The option for this one time, else the one for always, found by kind: ids are the agent's. */
  private static JsonNode option(JsonNode options, String verdict) {
    for (String kind : new String[] {verdict + "_once", verdict + "_always"}) {
      for (JsonNode option : options) {
        if (option.path("kind").asText("").equals(kind)) {
          return option;
        }
      }
    }
    return AcpWire.JSON.missingNode();
  }

  private static ObjectNode selected(JsonNode option) {
    ObjectNode result = AcpWire.JSON.createObjectNode();
    result
        .putObject("outcome")
        .put("outcome", "selected")
        .put("optionId", option.path("optionId").asText());
    return result;
  }

  private static ObjectNode cancelled() {
    ObjectNode result = AcpWire.JSON.createObjectNode();
    result.putObject("outcome").put("outcome", "cancelled");
    return result;
  }

  private void elicitation(Turn turn, ObjectNode request) throws TurnOver, InterruptedException {
    JsonNode params = request.path("params");
    Elicitation form = new Elicitation(params);
    Map<String, AgentQuestion> questions = form.questions();
    if (params.path("mode").asText("form").equals("url") || questions.isEmpty()) {
      turn.update(
          new Update.Diagnostic(
              "a request to open a page was declined: " + params.path("message").asText("")));
      talk().answer(request, action("decline"));
      return;
    }
    for (Map.Entry<String, AgentQuestion> entry : questions.entrySet()) {
      Optional<String> answer = ask(turn, request, entry.getValue(), action("cancel"));
      if (answer.isEmpty()) {
        return;
      }
      form.answer(entry.getKey(), answer.get());
    }
    talk().answer(request, action("accept").set("content", form.content()));
  }

  /**
   * The answer; empty when the agent withdrew its question, which is then answered, or is gone.
   *
   * @param otherwise what the agent is told when there is no answer
   * @throws TurnOver as waiting, when nobody answers while the question is held
   */
  private Optional<String> ask(
      Turn turn, ObjectNode request, AgentQuestion question, ObjectNode otherwise)
      throws TurnOver, InterruptedException {
    JsonNode id = request.get("id");
    Asking held = new Asking(id == null ? NullNode.getInstance() : id);
    asking = held;
    Optional<String> answer;
    try {
      answer = gone || withdrawn.contains(held.id) ? Optional.empty() : turn.ask(question, held);
    } catch (TurnOver over) {
      talk().answer(request, otherwise);
      throw over;
    } finally {
      asking = null;
    }
    if (withdrawn.remove(held.id)) {
      talk().refuse(request, REQUEST_CANCELLED, "withdrawn");
      return Optional.empty();
    }
    if (answer.isEmpty() && gone) {
      // What is read next says how it ended; a question that was recorded stays open.
      return answer;
    }
    if (answer.isEmpty()) {
      talk().answer(request, otherwise);
      throw new TurnOver(new TurnResult.Waiting());
    }
    return answer;
  }

  private static ObjectNode action(String action) {
    return AcpWire.JSON.createObjectNode().put("action", action);
  }
}
