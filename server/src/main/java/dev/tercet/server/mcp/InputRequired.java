package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A request cannot go on without the client's answers, which come with the client's next attempt
 * (2026-07-28, Multi Round-Trip Requests). The work is then done again from its beginning, so
 * nothing may have been changed before it asked.
 */
final class InputRequired extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Map<String, ObjectNode> requests;

  InputRequired(Map<String, ObjectNode> requests) {
    super("input is required", null, false, false);
    this.requests = Map.copyOf(requests);
  }

  Map<String, ObjectNode> requests() {
    return requests;
  }
}
