package dev.tercet.protocol;

import java.util.List;

/** The artifacts of a task, in the order in which they were first written. */
public record ArtifactList(List<ArtifactView> artifacts) {
  public ArtifactList {
    artifacts = List.copyOf(artifacts);
  }
}
