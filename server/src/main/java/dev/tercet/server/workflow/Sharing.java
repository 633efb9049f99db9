package dev.tercet.server.workflow;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What teammates were given to read on the remote before the merge.
 *
 * @param approvals after which the branch was pushed, or tried to be
 * @param problem why the last push failed; null when it did not
 */
public record Sharing(Set<DecisionId> approvals, @Nullable String problem) {

  static final Sharing NONE = new Sharing(Set.of(), null);

  public Sharing {
    approvals = Set.copyOf(approvals);
  }

  Sharing after(DecisionId approval, @Nullable String failure) {
    Set<DecisionId> all = new HashSet<>(approvals);
    all.add(approval);
    return new Sharing(all, failure);
  }
}
