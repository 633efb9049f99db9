package dev.tercet.protocol;

import java.util.List;

/**
 * A workflow as it was understood, with all that is wrong with it.
 *
 * @param artifactsPath as the template has it, {@code {task_id}} unresolved; a worktree's own path,
 *     such as {@code .zenflow/worktrees/{task_id}}, means its root
 */
public record WorkflowView(
    String title, String artifactsPath, List<WorkflowStep> steps, List<Diagnostic> diagnostics) {
  public WorkflowView {
    steps = List.copyOf(steps);
    diagnostics = List.copyOf(diagnostics);
  }
}
