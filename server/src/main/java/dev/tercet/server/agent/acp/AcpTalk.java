package dev.tercet.server.agent.acp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.agent.ChildLines;
import dev.tercet.server.agent.ChildLines.Piece;
import dev.tercet.server.agent.Stop;
import dev.tercet.server.agent.Turn;
import dev.tercet.server.agent.TurnOver;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.Update;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON-RPC over the wire: sends requests and, while it waits for their answers, passes on what the
 * agent asks and reports. Both sides number their own requests. Used by one thread, and while that
 * waits by the one that reads.
 */
final class AcpTalk {

  private static final int METHOD_NOT_FOUND = -32601;
  private static final int MOST_RUBBISH = 200;

  private final String name;
  private final ChildLines child;
  private final Stop stop;
  private final Peer peer;
  private int lastId;
  private int rubbish;

  /** Why the turn cannot go on, where that showed on the thread that reads. */
  private @Nullable TurnOver overMeanwhile;

  private @Nullable RuntimeException failedMeanwhile;

  /** What is done with what the agent asks and reports. */
  interface Peer {

    /** A request; is answered through {@link #answer} or {@link #refuse}. */
    void asked(Turn turn, ObjectNode request) throws TurnOver, InterruptedException;

    /** A request that came when the turn is being left; answered without delay. */
    void askedTooLate(ObjectNode request);

    /** A notification; also on the thread that reads, while the turn's thread waits. */
    void told(Turn turn, String method, JsonNode params) throws TurnOver;
  }

  AcpTalk(String name, ChildLines child, Stop stop, Peer peer) {
    this.name = name;
    this.child = child;
    this.stop = stop;
    this.peer = peer;
  }

  /** Sends a request and waits for its answer. */
  JsonNode call(Turn turn, String method, ObjectNode params)
      throws RpcError, TurnOver, InterruptedException {
    return await(turn, request(method, params));
  }

  /** Sends a request; its id is what {@link #await} wants. */
  int request(String method, ObjectNode params) {
    ObjectNode message = message(method, params);
    message.put("id", ++lastId);
    child.send(message.toString());
    return lastId;
  }

  void notify(String method, ObjectNode params) {
    child.send(message(method, params).toString());
  }

  void answer(JsonNode request, JsonNode result) {
    child.send(response(request).<ObjectNode>set("result", result).toString());
  }

  void refuse(JsonNode request, int code, String message) {
    ObjectNode response = response(request);
    response.putObject("error").put("code", code).put("message", message);
    child.send(response.toString());
  }

  void refuseUnknown(JsonNode request) {
    refuse(request, METHOD_NOT_FOUND, "not offered: " + request.path("method").asText());
  }

  private static ObjectNode message(String method, ObjectNode params) {
    ObjectNode message = AcpWire.JSON.createObjectNode();
    return message.put("jsonrpc", "2.0").put("method", method).set("params", params);
  }

  private static ObjectNode response(JsonNode request) {
    ObjectNode response = AcpWire.JSON.createObjectNode().put("jsonrpc", "2.0");
    JsonNode id = request.get("id");
    return response.set("id", id == null ? NullNode.getInstance() : id);
  }

  /**
   * Waits for the answer to a request.
   *
   * @throws RpcError when the agent refuses it
   * @throws TurnOver when the turn ends otherwise: by the clock, by cancelling, because the agent
   *     is gone or does not keep to the protocol
   */
  JsonNode await(Turn turn, int id) throws RpcError, TurnOver, InterruptedException {
    while (true) {
      Optional<ObjectNode> answer = take(turn, id);
      if (answer.isPresent()) {
        return result(answer.get());
      }
    }
  }

  private Optional<ObjectNode> take(Turn turn, int id) throws TurnOver, InterruptedException {
    Optional<Piece> next =
        stop.during(
            this, () -> Optional.ofNullable(child.next(turn.left(), line -> isTaken(turn, line))));
    checkMeanwhile();
    if (next.isEmpty()) {
      turn.checkTime();
      return Optional.empty();
    }
    switch (next.get()) {
      case Piece.Out(String line) when line.isBlank() -> {}
      case Piece.Out(String line) -> {
        ObjectNode json = AcpWire.parse(line);
        if (json == null) {
          rubbish(turn, line);
        } else if (isAnswerTo(id, json)) {
          turn.heard();
          return Optional.of(json);
        } else {
          received(turn, json);
        }
      }
      case Piece.Err(String line) -> turn.update(new Update.Diagnostic(line));
      case Piece.TooMuch(String what) ->
          throw TurnOver.failed(Cause.MISBEHAVED, name + " wrote " + what);
      case Piece.Ended(int exitCode) ->
          throw TurnOver.failed(
              Cause.CRASHED, name + " ended with exit code " + exitCode + child.complaints());
    }
    return Optional.empty();
  }

  /** Takes what the agent only reports; everything else waits for its turn. */
  private boolean isTaken(Turn turn, String line) {
    ObjectNode json = AcpWire.parse(line);
    if (json == null || json.has("id") || !json.path("method").isTextual()) {
      return false;
    }
    try {
      turn.heard();
      peer.told(turn, json.path("method").asText(), json.path("params"));
      return true;
    } catch (TurnOver over) {
      overMeanwhile = over;
    } catch (RuntimeException failure) {
      failedMeanwhile = failure;
    }
    return false;
  }

  private void checkMeanwhile() throws TurnOver {
    if (failedMeanwhile != null) {
      throw failedMeanwhile;
    }
    if (overMeanwhile != null) {
      throw overMeanwhile;
    }
  }

  private void received(Turn turn, ObjectNode json) throws TurnOver, InterruptedException {
    turn.heard();
    String method = json.path("method").asText("");
    if (method.isEmpty()) {
      rubbish(turn, json.toString());
    } else if (json.has("id")) {
      peer.asked(turn, json);
    } else {
      peer.told(turn, method, json.path("params"));
    }
  }

  private void rubbish(Turn turn, String line) throws TurnOver {
    turn.update(new Update.Diagnostic("not understood: " + cut(line)));
    if (++rubbish > MOST_RUBBISH) {
      throw TurnOver.failed(
          Cause.MISBEHAVED,
          name
              + " wrote more than "
              + MOST_RUBBISH
              + " lines that are no messages, the last: "
              + cut(line));
    }
  }

  /**
   * Waits for the answer to a request whose turn is over already; everything that the agent asks
   * meanwhile is refused.
   *
   * @return whether the agent is done with it
   */
  boolean drain(Turn turn, int id, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    for (long left = limit.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      Piece piece = child.next(Duration.ofNanos(left));
      if (piece instanceof Piece.Ended) {
        return true;
      }
      if (piece instanceof Piece.Out(String line)) {
        ObjectNode json = AcpWire.parse(line);
        if (json != null && isAnswerTo(id, json)) {
          return true;
        }
        if (json != null) {
          late(turn, json);
        }
      }
    }
    return false;
  }

  private void late(Turn turn, ObjectNode json) {
    if (json.has("method") && json.has("id")) {
      peer.askedTooLate(json);
    } else if (json.has("method")) {
      try {
        peer.told(turn, json.path("method").asText(), json.path("params"));
      } catch (TurnOver _) {
        // It is over already, for another reason.
      }
    }
  }

  private static boolean isAnswerTo(int id, ObjectNode json) {
    JsonNode answered = json.path("id");
    boolean same =
        answered.isTextual()
            ? answered.asText().equals(Integer.toString(id))
            : answered.isIntegralNumber() && answered.asLong() == id;
    return same && AcpWire.isAnswer(json);
  }

  private static JsonNode result(ObjectNode json) throws RpcError {
    JsonNode error = json.get("error");
    if (error != null && !error.isNull()) {
      throw RpcError.of(error);
    }
    return json.path("result");
  }

  private static String cut(Object text) {
    String whole = text.toString();
    return whole.length() <= 500 ? whole : whole.substring(0, 500) + " […]";
  }
}
