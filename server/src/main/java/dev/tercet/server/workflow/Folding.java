package dev.tercet.server.workflow;

import java.time.Instant;

/**
 * A task being folded from its events, many at a time.
 *
 * <p>Yields what {@link Evolution#evolve} would yield event by event, but copies the parts of the
 * task only when it is asked for: a replay would else copy them for every event of a long task.
 * Confined to one thread.
 */
public final class Folding {

  private TaskDraft draft;
  private long seq;
  private Instant at;

  /** Begins with the task that the event creates. */
  public Folding(Event.TaskCreated created, Instant at) {
    this.draft = new TaskDraft(created.charter(), at);
    this.seq = 1;
    this.at = at;
  }

  /** Goes on with a task as its events up to some one made it. */
  public Folding(Task task) {
    this.draft = new TaskDraft(task);
    this.seq = task.seq();
    this.at = task.updatedAt();
  }

  /** Folds one more event. */
  public void add(Event event, Instant at) {
    Evolution.apply(draft, event, at);
    this.seq++;
    this.at = at;
  }

  /** The task after all events so far; more may be added. */
  public Task task() {
    Task task = draft.freeze(seq, at);
    draft = new TaskDraft(task);
    return task;
  }
}
