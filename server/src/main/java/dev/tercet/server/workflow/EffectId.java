package dev.tercet.server.workflow;

import java.util.regex.Pattern;

/**
 * Names one thing the runtime does in the world; follows from the task alone, so that a restart
 * finds it again.
 */
public record EffectId(String value) implements Comparable<EffectId> {

  private static final Pattern FORM = Pattern.compile("[a-z0-9]+([-.:/][A-Za-z0-9._-]+)*");

  public EffectId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an effect id has letters, digits, dashes, dots and colons: \"" + value + "\"");
    }
  }

  @Override
  public int compareTo(EffectId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
