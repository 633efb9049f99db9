package dev.tercet.protocol;

import java.util.List;

/**
 * A file that a step produced for the others to read.
 *
 * @param name such as {@code spec.md}
 * @param revision counts from 1
 * @param blob git's object id of the content
 * @param step name of the step that wrote it
 * @param approved whether exactly this content is approved
 */
public record ArtifactView(
    String name,
    int revision,
    String blob,
    String step,
    boolean approved,
    List<Diagnostic> diagnostics) {
  public ArtifactView {
    diagnostics = List.copyOf(diagnostics);
  }
}
