package dev.tercet.protocol;

import java.util.List;

/** The workflows that a task can be created with, by name. */
public record WorkflowList(List<WorkflowEntry> workflows) {
  public WorkflowList {
    workflows = List.copyOf(workflows);
  }
}
