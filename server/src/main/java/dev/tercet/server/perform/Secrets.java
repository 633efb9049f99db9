package dev.tercet.server.perform;

import java.util.List;
import java.util.stream.Stream;

/** The values that must not get into a commit, a log or a transcript: keys of the environment. */
public final class Secrets {

  private volatile List<String> values;

  public Secrets(List<String> values) {
    this.values = worthKeeping(values);
  }

  private static List<String> worthKeeping(List<String> values) {
    return values.stream().filter(value -> value.length() >= 8).distinct().toList();
  }

  /** Knows these too from now on; what was secret stays so. */
  public void add(List<String> more) {
    values = worthKeeping(Stream.concat(values.stream(), more.stream()).toList());
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
