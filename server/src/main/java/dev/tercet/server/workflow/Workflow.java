package dev.tercet.server.workflow;

import java.util.List;

/**
 * An ordered set of steps, read from a template and frozen into a task when it is created.
 *
 * @param name what the user calls it: a built-in's name or the file's name without {@code .md}
 * @param artifactsPath where agents see and write artifacts, relative to the worktree, {@code
 *     {task_id}} unresolved; empty for the worktree's root
 */
public record Workflow(
    String name, String title, String artifactsPath, WorkflowConfig config, List<Step> steps) {

  public Workflow {
    steps = List.copyOf(steps);
  }
}
