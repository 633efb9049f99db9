package dev.tercet.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Findings that mean the same defect.
 *
 * @param id unique in the task: {@code c1}
 * @param findings ids
 * @param families of the models that found it; its weight is their number
 * @param severities what each finding said, worst first: a spread, not a sum
 * @param claim in the words of the clearest finding
 * @param why these findings are taken for the same defect
 * @param file relative to the repository; null when nobody named one
 * @param startLine from 1, in the file as it was reviewed
 * @param line what the human said when judging it
 */
public record ClusterView(
    String id,
    List<String> findings,
    List<String> families,
    List<FindingSeverity> severities,
    String claim,
    State state,
    String why,
    @Nullable String file,
    @Nullable Integer startLine,
    @Nullable Integer endLine,
    @Nullable String line) {

  /** What became of it. */
  public enum State {
    /** Nobody has judged it. */
    OPEN,
    /** On its way to the builder. */
    ACCEPTED,
    DISMISSED,
    /** The next pass says that it is mended. */
    FIXED,
    STILL_THERE,
    /** Still there, in another place. */
    MOVED,
    /** Was dismissed before and is only counted. */
    FOLDED
  }

  public ClusterView {
    findings = List.copyOf(findings);
    families = List.copyOf(families);
    severities = List.copyOf(severities);
  }
}
