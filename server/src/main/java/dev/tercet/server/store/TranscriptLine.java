package dev.tercet.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;

/**
 * One entry of a transcript, a line of JSON: when, what kind, the text.
 *
 * @param kind upper case, such as {@code TEXT}; the protocol lists them
 */
public record TranscriptLine(Instant at, String kind, String text) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public static String of(Instant at, String kind, String text) {
    return JSON.createObjectNode()
        .put("at", at.toString())
        .put("kind", kind)
        .put("text", text)
        .toString();
  }

  /** Reads a line back; what was cut says so, and one that is none of ours is a diagnostic. */
  public static TranscriptLine parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node.path("kind").asText().equals("cut")) {
        return CutLines.inWords(node);
      }
      if (node.hasNonNull("at") && node.hasNonNull("kind")) {
        return new TranscriptLine(
            Instant.parse(node.path("at").asText()),
            node.path("kind").asText(),
            node.path("text").asText(""));
      }
    } catch (JsonProcessingException | java.time.format.DateTimeParseException cut) {
      return new TranscriptLine(Instant.EPOCH, "DIAGNOSTIC", line);
    }
    return new TranscriptLine(Instant.EPOCH, "DIAGNOSTIC", line);
  }
}
