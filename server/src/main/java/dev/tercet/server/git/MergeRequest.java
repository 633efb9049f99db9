package dev.tercet.server.git;

import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.MergeStrategy;
import java.util.List;

/**
 * What to merge, onto what, and under which words.
 *
 * @param onto the target's commit
 * @param head the branch's last commit
 * @param message of the merge, or of the one squashed commit; a rebase keeps each commit's own
 */
public record MergeRequest(
    CommitId onto, CommitId head, MergeStrategy strategy, String message, List<Trailer> trailers) {

  public MergeRequest {
    trailers = List.copyOf(trailers);
  }
}
