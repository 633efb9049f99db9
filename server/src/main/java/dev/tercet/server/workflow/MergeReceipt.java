package dev.tercet.server.workflow;

import dev.tercet.server.review.FindingId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a merge decision records.
 *
 * @param head the commit that was shown
 * @param reviewed the commit that reviewers saw; null when the workflow has no review
 * @param pass of the last review, 0 without one
 * @param judged findings that a human judged
 * @param verification the last result in the worktree; null when nothing is verified
 */
public record MergeReceipt(
    DecisionId decision,
    CommitId head,
    @Nullable CommitId reviewed,
    int pass,
    List<FindingId> judged,
    @Nullable Verification verification,
    By by) {

  public MergeReceipt {
    judged = List.copyOf(judged);
  }
}
