package dev.tercet.server.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The lines that stand in a transcript for what was not kept; JSON like the others. */
final class CutLines {

  /** Room for {@link #note}. */
  static final int NOTE_BYTES = 120;

  /** Room for what {@link #bounded} puts around the start of a line. */
  private static final int FRAME_BYTES = 100;

  /** As in {@code \\u00e4}. */
  private static final int LONGEST_ESCAPE = 6;

  private static final JsonMapper JSON = new JsonMapper();

  private CutLines() {}

  /** The line itself, or as much of its start as fits, with its length in bytes. */
  static String bounded(String line, int limit) {
    if (line.length() <= limit / 3) {
      return line;
    }
    long bytes = line.getBytes(StandardCharsets.UTF_8).length;
    return bytes <= limit ? line : start(line, bytes, limit);
  }

  private static String start(String line, long bytes, int limit) {
    int length = Math.min(line.length(), limit - FRAME_BYTES);
    String cut = cut(line, bytes, length);
    int size = cut.getBytes(StandardCharsets.UTF_8).length;
    while (size > limit) {
      length = (int) Math.min((long) length * (limit - FRAME_BYTES) / size, length - 1L);
      cut = cut(line, bytes, length);
      size = cut.getBytes(StandardCharsets.UTF_8).length;
    }
    return cut;
  }

  private static String cut(String line, long bytes, int length) {
    boolean splitsPair = length > 0 && Character.isHighSurrogate(line.charAt(length - 1));
    String start = line.substring(0, splitsPair ? length - 1 : length);
    return JSON.createObjectNode()
        .put("kind", "cut")
        .put("bytes", bytes)
        .put("start", start)
        .toString();
  }

  /** The last line of a transcript that reached its limit, or the end of the disk. */
  static String note(long lines, long bytes) {
    return JSON.createObjectNode()
        .put("kind", "cut")
        .put("lines", lines)
        .put("bytes", bytes)
        .toString();
  }

  /** A line that was cut as an entry: as much as there is of it, or what is not there. */
  static TranscriptLine inWords(JsonNode cut) {
    long bytes = cut.path("bytes").asLong();
    String start = cut.path("start").asText("");
    if (start.isEmpty()) {
      return new TranscriptLine(
          Instant.EPOCH,
          "NOTE",
          "the transcript is full: %d more entries (%d bytes) were not kept (limits.outputBytes)"
              .formatted(cut.path("lines").asLong(), bytes));
    }
    TranscriptLine begun = begun(start);
    String text = "%s… (cut: the entry had %d bytes)".formatted(begun.text(), bytes);
    return new TranscriptLine(begun.at(), begun.kind(), text);
  }

  /** Reads the start of an entry's JSON by ending it where it was cut, before a torn escape. */
  private static TranscriptLine begun(String start) {
    for (int torn = 0; torn <= LONGEST_ESCAPE && torn < start.length(); torn++) {
      TranscriptLine line = TranscriptLine.parse(start.substring(0, start.length() - torn) + "\"}");
      if (!line.at().equals(Instant.EPOCH)) {
        return line;
      }
    }
    return new TranscriptLine(Instant.EPOCH, "DIAGNOSTIC", start);
  }
}
