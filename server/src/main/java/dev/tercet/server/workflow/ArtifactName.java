package dev.tercet.server.workflow;

import java.util.regex.Pattern;

/** The file name of an artifact inside a task's artifacts folder: {@code spec.md}. */
public record ArtifactName(String value) implements Comparable<ArtifactName> {

  private static final Pattern FORM = Pattern.compile("(?![.])[^/\\\\\\p{Cntrl}]{1,120}");

  public ArtifactName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("an artifact is a plain file name: \"" + value + "\"");
    }
  }

  @Override
  public int compareTo(ArtifactName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
