package dev.tercet.server.workflow;

import java.util.regex.Pattern;

/** Names a step within its workflow: a slug of the heading, unique there. */
public record StepId(String value) implements Comparable<StepId> {

  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  public StepId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a step id has lower-case letters, digits and single dashes: \"" + value + "\"");
    }
  }

  @Override
  public int compareTo(StepId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
