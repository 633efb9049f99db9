package dev.tercet.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that a step produced for the others to read.
 *
 * @param name such as {@code spec.md}
 * @param revision counts from 1
 * @param blob git's object id of the content
 * @param step name of the step that wrote it
 * @param approved whether exactly this content is approved
 * @param path absolute, of the file in the worktree, where a person may edit it; null when there is
 *     no worktree
 */
public record ArtifactView(
    String name,
    int revision,
    String blob,
    String step,
    boolean approved,
    List<Diagnostic> diagnostics,
    @Nullable String path) {
  public ArtifactView {
    diagnostics = List.copyOf(diagnostics);
  }
}
