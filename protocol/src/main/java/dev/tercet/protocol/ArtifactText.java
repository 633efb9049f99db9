package dev.tercet.protocol;

import java.util.List;

/**
 * One revision of an artifact.
 *
 * @param truncated the text is over 1 MiB and was cut behind the last whole line
 */
public record ArtifactText(
    String name,
    int revision,
    String blob,
    String text,
    boolean truncated,
    List<Diagnostic> diagnostics) {
  public ArtifactText {
    diagnostics = List.copyOf(diagnostics);
  }
}
