package dev.tercet.protocol;

import java.util.List;

/**
 * One step of a task's workflow and how it stands.
 *
 * @param id unique in the task; commands take it or the name
 * @param text what is going on, or why it was skipped or failed
 * @param agents presets as they are bound now
 * @param pass counts from 1, and goes up when what was built is gone through again: after a push
 *     back, a change that was sent back at its merge, a rebase; a rejected artifact is written
 *     again within the same pass
 * @param items what a build step works through; empty for every other step
 */
public record StepView(
    String id,
    String name,
    Role role,
    State state,
    String text,
    List<String> agents,
    int pass,
    List<ItemView> items) {

  /** How far it is. */
  public enum State {
    PENDING,
    RUNNING,
    WAITING,
    DONE,
    SKIPPED,
    FAILED
  }

  public StepView {
    agents = List.copyOf(agents);
    items = List.copyOf(items);
  }
}
