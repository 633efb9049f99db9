package dev.tercet.server.template;

import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.Gate;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.StepId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step as far as it could be read, also in a template with errors: what listings and outlines
 * show.
 *
 * @param line of the heading, from 1
 * @param role null where nothing says it, which is an error
 * @param files where the text names artifacts
 */
public record StepOutline(
    StepId id,
    String name,
    int line,
    boolean done,
    @Nullable Role role,
    List<PresetName> agents,
    @Nullable Gate gate,
    List<ArtifactName> produces,
    List<ArtifactName> reads,
    List<Directive> directives,
    List<FileMention> files,
    Range heading,
    Range nameRange,
    Range section) {

  /** One place where a step's text names an artifact. */
  public record FileMention(ArtifactName artifact, Range range) {}

  public StepOutline {
    agents = List.copyOf(agents);
    produces = List.copyOf(produces);
    reads = List.copyOf(reads);
    directives = List.copyOf(directives);
    files = List.copyOf(files);
  }
}
