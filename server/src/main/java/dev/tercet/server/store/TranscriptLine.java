package dev.tercet.server.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * One entry of a transcript, a line of JSON: when, what kind, the text.
 *
 * @param kind upper case, such as {@code TEXT}; the protocol lists them
 */
public record TranscriptLine(Instant at, String kind, String text) {

  /** Room for what is around the text. */
  private static final int FRAME = 80;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The line in the file, without its end. */
  public String json() {
    StringWriter line = new StringWriter(text.length() + FRAME);
    try (JsonGenerator out = JSON.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("at", at.toString());
      out.writeStringField("kind", kind);
      out.writeStringField("text", text);
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a writer in memory does not fail", impossible);
    }
    return line.toString();
  }

  TranscriptLine withText(String other) {
    return other.equals(text) ? this : new TranscriptLine(at, kind, other);
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
