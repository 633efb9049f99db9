package dev.tercet.server.workflow;

/** Names one attempt of one agent at one step, unique in the daemon: the task and a counter. */
public record RunId(String value) implements Comparable<RunId> {

  public RunId {
    if (!value.matches("[a-z0-9]+([-.][a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "a run id has lower-case letters, digits, dashes and dots: \"" + value + "\"");
    }
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
