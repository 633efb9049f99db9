package dev.tercet.server.workflow;

import java.util.regex.Pattern;

/** Names one attempt of one agent at one step, unique in the daemon: the task and a counter. */
public record RunId(String value) implements Comparable<RunId> {

  private static final Pattern FORM = Pattern.compile("[a-z0-9]+([-.][a-z0-9]+)*");

  public RunId {
    if (!FORM.matcher(value).matches()) {
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
