package dev.tercet.server.workflow;

/** Names a step within its workflow: a slug of the heading, unique there. */
public record StepId(String value) implements Comparable<StepId> {

  public StepId {
    if (!value.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
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
