package dev.tercet.server.agent.acp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.agent.FailureWords;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.TurnResult.Failed;
import java.io.IOException;
import java.util.Optional;

/** Tells what kind of failure an agent reports, also where it looks like success. Pure. */
final class AcpFailures {

  private static final int AUTHENTICATION_REQUIRED = -32000;

  private AcpFailures() {}

  static Failed of(RpcError error) {
    return error.code() == AUTHENTICATION_REQUIRED
        ? new Failed(Cause.NOT_AUTHENTICATED, error.text())
        : FailureWords.failed(error.text());
  }

  /** The failure that stands, as JSON and as nothing else, where the answer should be. */
  static Optional<Failed> disguised(String answer) {
    if (!answer.startsWith("{") || !answer.contains("\"error\"")) {
      return Optional.empty();
    }
    try {
      JsonNode json = AcpWire.JSON.readTree(answer);
      JsonNode error = json.path("error");
      boolean only = json.path("type").asText("").equals("error") || json.size() == 1;
      return only && (error.isObject() || error.isTextual())
          ? Optional.of(FailureWords.failed(answer))
          : Optional.empty();
    } catch (IOException _) {
      // An answer that is not JSON is an answer.
      return Optional.empty();
    }
  }
}
