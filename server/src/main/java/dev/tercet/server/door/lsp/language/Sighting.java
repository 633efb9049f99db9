package dev.tercet.server.door.lsp.language;

import dev.tercet.server.review.Cluster;
import dev.tercet.server.review.Finding;
import dev.tercet.server.workflow.Task;
import java.util.List;
import org.eclipse.lsp4j.Range;

/**
 * Findings that mean one defect, where they are in a document.
 *
 * @param findings the one that is shown first; the others are other reviewers' words
 * @param survives the lines that it speaks of are there; otherwise the place is the nearest
 */
record Sighting(Task task, Cluster cluster, List<Finding> findings, Range range, boolean survives) {

  Finding first() {
    return findings.getFirst();
  }
}
