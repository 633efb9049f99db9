package dev.tercet.server.agent.acp;

import com.fasterxml.jackson.databind.JsonNode;

/** The agent answered a request with an error. */
final class RpcError extends Exception {

  private static final long serialVersionUID = 1L;

  private final int code;

  private RpcError(int code, String message) {
    super(message);
    this.code = code;
  }

  static RpcError of(JsonNode error) {
    String message = error.path("message").asText("");
    String data = error.path("data").isMissingNode() ? "" : " " + error.path("data");
    String whole = message.isEmpty() ? error.toString() : message + data;
    return new RpcError(
        error.path("code").asInt(0), whole.length() > 4000 ? whole.substring(0, 4000) : whole);
  }

  int code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
