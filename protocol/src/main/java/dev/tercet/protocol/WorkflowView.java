package dev.tercet.protocol;

import java.util.List;

/**
 * A workflow as it was understood, with all that is wrong with it.
 *
 * @param artifactsPath relative to the worktree, {@code {task_id}} unresolved
 */
public record WorkflowView(
    String title, String artifactsPath, List<WorkflowStep> steps, List<Diagnostic> diagnostics) {
  public WorkflowView {
    steps = List.copyOf(steps);
    diagnostics = List.copyOf(diagnostics);
  }
}
