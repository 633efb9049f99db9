package dev.tercet.server.perform;

import java.util.List;

/** The values that must not get into a commit, a log or a transcript: keys of the environment. */
public final class Secrets {

  private final List<String> values;

  public Secrets(List<String> values) {
    this.values = values.stream().filter(value -> value.length() >= 8).distinct().toList();
  }

  List<String> values() {
    return values;
  }

  /** The text with every secret replaced. */
  public String redact(String text) {
    String clean = text;
    for (String value : values) {
      clean = clean.replace(value, "[redacted]");
    }
    return clean;
  }

  @Override
  public String toString() {
    return "Secrets[" + values.size() + "]";
  }
}
