package dev.tercet.server.agent.acp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.AgentListener;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.ChildLines;
import dev.tercet.server.agent.FailureWords;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.Stop;
import dev.tercet.server.agent.Turn;
import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.TurnResult.Failed;
import dev.tercet.server.process.ProcessException;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A process that speaks the protocol, and the one session in it.
 *
 * <p>Order of ending, because agents run their tools in process groups of their own: {@code
 * session/cancel}, a few seconds, then the end of its input, SIGTERM and SIGKILL for the tree.
 */
final class AcpSession implements AgentSession {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration CANCEL = Duration.ofSeconds(5);
  private static final Duration GIVE_UP = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final AcpProgram program;
  private final SessionRequest request;
  private final AgentListener listener;
  private final Stop stop = new Stop();
  private final AcpPeer peer;
  private final ChildLines child;
  private final AcpTalk talk;
  private AcpOpening.Opened opened = AcpOpening.Opened.NOTHING;
  private volatile boolean spent;

  private AcpSession(
      Processes processes, AcpProgram program, SessionRequest request, AgentListener listener) {
    this.program = program;
    this.request = request;
    this.listener = listener;
    this.peer = new AcpPeer(request, program.quirks(), stop);
    this.child = start(processes);
    this.talk = new AcpTalk(program.name(), child, stop, peer);
    peer.answersThrough(talk);
  }

  static AcpSession open(
      Processes processes, AcpProgram program, SessionRequest request, AgentListener listener)
      throws InterruptedException {
    AcpSession session = new AcpSession(processes, program, request, listener);
    boolean ready = false;
    try {
      session.begin();
      ready = true;
      return session;
    } finally {
      if (!ready) {
        session.close();
      }
    }
  }

  private ChildLines start(Processes processes) {
    Map<String, String> environment = new HashMap<>(request.environment());
    environment.putAll(program.environment());
    environment.put(ProcessSpec.RUN_VARIABLE, request.run().value());
    ProcessSpec spec =
        new ProcessSpec(program.command(), request.directory(), environment, START, 1);
    try {
      return new ChildLines(
          processes, request.confined(spec), AcpWire.LIMITS, peer::glance, peer::gone);
    } catch (ProcessException failure) {
      throw new AgentException(
          Cause.NOT_STARTED,
          program.name() + ": " + failure.getMessage() + "; install it, or name its full path");
    }
  }

  private void begin() throws InterruptedException {
    Turn starting = new Turn(request, listener, stop, START);
    AcpOpening opening = new AcpOpening(talk, request, program);
    try {
      opened = opening.open(starting);
    } catch (TurnOver over) {
      throw notStarted(opening.step(), over.result());
    } catch (RpcError refused) {
      Failed failed = AcpFailures.of(refused);
      throw new AgentException(
          failed.cause(),
          program.name()
              + " refused "
              + opening.step()
              + ": "
              + failed.reason()
              + opening.loginHint(failed.cause()));
    }
    peer.listen(opened.sessionId());
  }

  private AgentException notStarted(String step, TurnResult result) {
    String what =
        switch (result) {
          case Failed(Cause cause, String reason, _)
              when cause == Cause.STALLED || cause == Cause.TIMED_OUT ->
              program.name() + " did not answer " + step + " in time" + child.complaints();
          case Failed(Cause _, String reason, _) -> "before it answered " + step + ", " + reason;
          default -> program.name() + " was ended before it answered " + step;
        };
    Cause cause =
        result instanceof Failed failed && failed.cause() == Cause.MISBEHAVED
            ? Cause.MISBEHAVED
            : Cause.NOT_STARTED;
    return new AgentException(cause, what);
  }

  @Override
  public TurnResult prompt(String text) throws InterruptedException {
    if (spent) {
      return stop.isRequested()
          ? new TurnResult.Cancelled()
          : new Failed(Cause.CRASHED, "the session with " + program.name() + " is over");
    }
    Turn turn = new Turn(request, listener, stop);
    ObjectNode params = AcpWire.JSON.createObjectNode().put("sessionId", opened.sessionId());
    params.putArray("prompt").addObject().put("type", "text").put("text", text);
    int id = talk.request("session/prompt", params);
    JsonNode result;
    try {
      result = talk.await(turn, id);
    } catch (RpcError refused) {
      return AcpFailures.of(refused);
    } catch (TurnOver over) {
      return leave(turn, id, over.result());
    } catch (InterruptedException interrupted) {
      spent = true;
      child.end(Duration.ZERO);
      throw interrupted;
    }
    return conclude(turn, result);
  }

  private TurnResult conclude(Turn turn, JsonNode result) throws InterruptedException {
    try {
      peer.turnEnded(turn, result);
      String reason = result.path("stopReason").asText("");
      return switch (reason) {
        case "end_turn" -> ended(turn, result);
        case "max_tokens" -> limit("its limit of tokens for one answer");
        case "max_turn_requests" -> limit("its limit of steps in one turn");
        case "refusal" -> new Failed(Cause.REFUSED, "the model refused to go on: " + turn.said());
        case "cancelled" ->
            new Failed(
                Cause.REFUSED, program.name() + " cancelled its turn, and nobody asked it to");
        default ->
            new Failed(
                Cause.MISBEHAVED,
                program.name()
                    + " ended its turn for a reason that is not known: \""
                    + reason
                    + "\"");
      };
    } catch (TurnOver over) {
      return over.result();
    }
  }

  private Failed limit(String what) {
    return new Failed(Cause.LIMIT, program.name() + " reached " + what);
  }

  /** Some agents report an error of the provider as an answer like any other. */
  private TurnResult ended(Turn turn, JsonNode result) throws TurnOver, InterruptedException {
    String said = turn.said().strip();
    Optional<Failed> disguised = AcpFailures.disguised(said);
    if (disguised.isPresent()) {
      return disguised.get();
    }
    if (program.quirks().nullUsageIsError() && result.path("usage").isNull() && !said.isEmpty()) {
      return FailureWords.failed(said);
    }
    return turn.finished();
  }

  /** Has the agent end a turn that is over for us; what does not end by that is killed. */
  private TurnResult leave(Turn turn, int id, TurnResult result) throws InterruptedException {
    spent = true;
    boolean failed = result instanceof Failed;
    boolean crashed = result instanceof Failed(Cause cause, String _, _) && cause == Cause.CRASHED;
    boolean ended = crashed;
    if (!crashed) {
      talk.notify(
          "session/cancel", AcpWire.JSON.createObjectNode().put("sessionId", opened.sessionId()));
      ended = talk.drain(turn, id, failed ? GIVE_UP : CANCEL);
    }
    if (failed || !ended) {
      child.end(GRACE);
    }
    return result;
  }

  @Override
  public void cancel() {
    stop.request();
  }

  @Override
  public Optional<String> resumeToken() {
    return opened.canResume() ? Optional.of(opened.sessionId()) : Optional.empty();
  }

  @Override
  public boolean isResumed() {
    return opened.resumed();
  }

  @Override
  public boolean keepsContext() {
    return !spent;
  }

  @Override
  public void close() {
    spent = true;
    stop.request();
    child.end(GRACE);
  }
}
