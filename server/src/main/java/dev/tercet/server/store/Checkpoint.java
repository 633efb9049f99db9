package dev.tercet.server.store;

import dev.tercet.server.workflow.Particulars;
import dev.tercet.server.workflow.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay makes of a task's events up to one of them: kept beside the events, so that the
 * next replay begins there. Never the truth, which the events are.
 *
 * @param task after its first {@code task.seq()} events
 * @param keys of the commands that it has answered
 * @param createdBy the key of the command that created it, null where that had none
 * @param particulars after the same events
 */
public record Checkpoint(
    Task task, List<CommandKey> keys, @Nullable CommandKey createdBy, Particulars particulars) {

  public Checkpoint {
    keys = List.copyOf(keys);
  }
}
