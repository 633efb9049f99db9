package dev.tercet.server.git;

import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.MergeStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What to merge, onto what, and under which words.
 *
 * @param onto the target's commit
 * @param head the branch's last commit
 * @param since commit of the branch whose change the target has already though its history does not
 *     say so, as after a squash; null where history tells it
 * @param message of the merge, or of the one squashed commit; a rebase keeps each commit's own
 */
public record MergeRequest(
    CommitId onto,
    CommitId head,
    @Nullable CommitId since,
    MergeStrategy strategy,
    String message) {

  public MergeRequest(CommitId onto, CommitId head, MergeStrategy strategy, String message) {
    this(onto, head, null, strategy, message);
  }
}
