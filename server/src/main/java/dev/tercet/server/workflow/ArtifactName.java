package dev.tercet.server.workflow;

/** The file name of an artifact inside a task's artifacts folder: {@code spec.md}. */
public record ArtifactName(String value) implements Comparable<ArtifactName> {

  public ArtifactName {
    if (!value.matches("(?![.])[^/\\\\\\p{Cntrl}]{1,120}")) {
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
