package dev.tercet.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one task that fits on a page.
 *
 * @param base commit that it started from; null until it is resolved
 * @param head last commit of its branch; null until the worktree is there
 * @param workflow its name
 * @param worktree absolute path; null when there is none
 * @param runs in the order in which they began
 * @param warnings what a person should know and need not act on
 * @param next what the task waits for and what to do about it, in a sentence
 */
public record TaskView(
    TaskSummary summary,
    String description,
    Delivery delivery,
    String workflow,
    List<StepView> steps,
    List<DecisionView> decisions,
    List<ArtifactView> artifacts,
    List<RunView> runs,
    ChangeCount changes,
    List<ReceiptView> receipts,
    List<String> warnings,
    String next,
    @Nullable String base,
    @Nullable String head,
    @Nullable String worktree) {
  public TaskView {
    steps = List.copyOf(steps);
    decisions = List.copyOf(decisions);
    artifacts = List.copyOf(artifacts);
    runs = List.copyOf(runs);
    receipts = List.copyOf(receipts);
    warnings = List.copyOf(warnings);
  }

  /** The same with these warnings. */
  public TaskView with(List<String> others) {
    return new TaskView(
        summary,
        description,
        delivery,
        workflow,
        steps,
        decisions,
        artifacts,
        runs,
        changes,
        receipts,
        others,
        next,
        base,
        head,
        worktree);
  }
}
