package dev.tercet.server.workflow;

import java.util.regex.Pattern;

/** A commit of a repository in full, SHA-1 or SHA-256. */
public record CommitId(String value) implements Comparable<CommitId> {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  public CommitId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a commit id is 40 or 64 hexadecimal digits: \"" + value + "\"");
    }
  }

  @Override
  public int compareTo(CommitId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
