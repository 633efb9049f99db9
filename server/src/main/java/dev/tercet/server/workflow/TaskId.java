package dev.tercet.server.workflow;

import java.util.regex.Pattern;

/**
 * Names one task: a slug of its title and four random characters, such as {@code csv-export-k3f9}.
 */
public record TaskId(String value) implements Comparable<TaskId> {

  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  public TaskId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a task id has lower-case letters, digits and single dashes: \"" + value + "\"");
    }
  }

  @Override
  public int compareTo(TaskId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
