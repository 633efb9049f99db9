package dev.tercet.server.store;

import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event with as much of its envelope as the state of a task takes: what a replay hands over, for
 * which the rest of {@link Recorded} would be read in vain.
 *
 * @param position in the whole journal, from 1
 * @param key of the command that made it, where that had one
 */
public record Happened(
    long position, TaskId task, Instant at, @Nullable CommandKey key, Event event) {

  /** What was recorded, with its payload already read. */
  public static Happened of(Recorded recorded, Event event) {
    return new Happened(recorded.position(), recorded.task(), recorded.at(), recorded.key(), event);
  }
}
