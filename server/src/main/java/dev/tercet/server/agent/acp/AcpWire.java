package dev.tercet.server.agent.acp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.process.LineLimits;
import org.jspecify.annotations.Nullable;

/** The form of messages: one JSON object per line. */
final class AcpWire {

  static final JsonMapper JSON = new JsonMapper();

  /**
   * A message of more than 8 MB is not read (diffs of large files stand in messages), nor more than
   * 1 GB in all the life of a process.
   */
  static final LineLimits LIMITS = new LineLimits(8_000_000, 1_000_000_000);

  private AcpWire() {}

  /** The message in the line; null when there is none. */
  static @Nullable ObjectNode parse(String line) {
    try {
      return JSON.readTree(line) instanceof ObjectNode object ? object : null;
    } catch (JsonProcessingException _) {
      // Some agents write a line of log to the wrong stream.
      return null;
    }
  }

  static boolean isAnswer(JsonNode json) {
    return !json.has("method") && (json.has("result") || json.has("error"));
  }
}
