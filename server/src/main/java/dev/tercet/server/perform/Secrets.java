package dev.tercet.server.perform;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The values that must not get into a commit, a log or a transcript: keys of the environment, and
 * what presets and agents pass on. Safe for any thread; what is learned holds from then on.
 */
public final class Secrets {

  /** What is shorter is more likely to be found in ordinary words than to be a key. */
  private static final int SHORTEST = 8;

  private static final String MARK = "[redacted]";

  /** Longest first: a secret may be the beginning of another. */
  private volatile List<String> values = List.of();

  public Secrets(List<String> values) {
    learn(values);
  }

  /** From now on these are secret too; a value that is too short to tell from a word is not. */
  public synchronized void learn(Collection<String> more) {
    values =
        Stream.concat(values.stream(), more.stream())
            .filter(value -> value.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  List<String> values() {
    return values;
  }

  /** The text with every secret replaced. */
  public String redact(String text) {
    String clean = text;
    for (String value : values) {
      clean = clean.replace(value, MARK);
    }
    return clean;
  }

  /** How many characters at the end of the text may be the beginning of a secret. */
  int unfinished(String text) {
    int longest = 0;
    for (String value : values) {
      for (int length = Math.min(value.length() - 1, text.length()); length > longest; length--) {
        if (text.regionMatches(text.length() - length, value, 0, length)) {
          longest = length;
        }
      }
    }
    return longest;
  }

  @Override
  public String toString() {
    return "Secrets[" + values.size() + "]";
  }
}
