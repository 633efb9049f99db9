package dev.tercet.server.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.review.Claim;
import dev.tercet.server.review.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one reported finding from JSON. Every object becomes a claim; what was not as it should be
 * is said in {@link Claim#malformed}.
 */
public final class ClaimJson {

  /** Longer texts are cut: a finding is read by a person. */
  private static final int LONGEST = 20_000;

  private final JsonNode node;
  private final List<String> faults = new ArrayList<>();

  private ClaimJson(JsonNode node) {
    this.node = node;
  }

  /** Whether it looks like a report of a finding. */
  static boolean isOne(JsonNode value) {
    return value.isObject() && (value.has("claim") || value.has("severity"));
  }

  /** The claim that a JSON value makes. Total. */
  public static Claim read(JsonNode value) {
    return value.isObject()
        ? new ClaimJson(value).claim()
        : unreadable(value.toString(), "a finding is a JSON object");
  }

  static Claim unreadable(String text, String why) {
    return new Claim(
        Severity.MAJOR, null, null, null, null, null, cut(text), null, null, null, why);
  }

  private Claim claim() {
    Severity severity = severity();
    String text = text("claim", "message", "description");
    if (text == null) {
      faults.add("it makes no claim");
      text = cut(node.toString());
    }
    Integer start = line("startLine", "line");
    Integer end = line("endLine", "line");
    if (start == null) {
      start = end;
    }
    if (start != null && end != null && end < start) {
      faults.add("its last line, " + end + ", is before its first, " + start);
      end = start;
    }
    return new Claim(
        severity,
        text("file", "path"),
        start,
        end == null ? start : end,
        text("symbol"),
        text("defectClass", "class"),
        text,
        text("evidence"),
        text("suggestion"),
        text("probe"),
        faults.isEmpty() ? null : String.join("; ", faults));
  }

  /** An unknown word is taken for something bad, so that nothing is thought less of than it is. */
  private Severity severity() {
    String word = text("severity");
    if (word == null) {
      faults.add("it has no severity, read as major");
      return Severity.MAJOR;
    }
    return switch (word.toLowerCase(Locale.ROOT).strip()) {
      case "critical" -> Severity.CRITICAL;
      case "major" -> Severity.MAJOR;
      case "minor" -> Severity.MINOR;
      case "nit" -> Severity.NIT;
      case "blocker", "blocking", "fatal", "severe", "p0" -> readAs(word, Severity.CRITICAL);
      case "low", "trivial" -> readAs(word, Severity.MINOR);
      case "info", "note", "style", "cosmetic", "nitpick" -> readAs(word, Severity.NIT);
      default -> readAs(word, Severity.MAJOR);
    };
  }

  private Severity readAs(String word, Severity severity) {
    faults.add("severity \"" + word + "\" read as " + severity.name().toLowerCase(Locale.ROOT));
    return severity;
  }

  private @Nullable Integer line(String... names) {
    JsonNode value = first(names);
    if (value == null) {
      return null;
    }
    String digits = value.isTextual() ? value.asText().strip() : value.toString();
    if (digits.matches("[1-9][0-9]{0,8}")) {
      return Integer.valueOf(digits);
    }
    faults.add("\"" + names[0] + "\" is " + cut(value.toString()) + ", not a line number");
    return null;
  }

  private @Nullable String text(String... names) {
    JsonNode value = first(names);
    if (value == null) {
      return null;
    }
    String text = value.isValueNode() ? value.asText() : value.toString();
    return text.isBlank() ? null : cut(text);
  }

  private @Nullable JsonNode first(String... names) {
    for (String name : names) {
      JsonNode value = node.path(name);
      if (!value.isMissingNode() && !value.isNull()) {
        return value;
      }
    }
    return null;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " […]";
  }
}
