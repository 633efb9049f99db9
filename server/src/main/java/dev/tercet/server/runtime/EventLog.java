package dev.tercet.server.runtime;

import dev.tercet.server.store.AppendContext;
import dev.tercet.server.store.Checkpoint;
import dev.tercet.server.store.EventCodec;
import dev.tercet.server.store.Happened;
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.Recorded;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The journal as the runtime uses it: events in, tasks out, with their checkpoints kept in the
 * background. Safe for any thread.
 */
public final class EventLog implements AutoCloseable {

  /**
   * Is told of everything once it is durable, before whoever caused it has an answer. Called in the
   * order of a task's events; for several tasks on several threads at once.
   */
  public interface Watcher {

    /** A replay begins a task here; of the events up to this one nothing more is told. */
    void restored(Checkpoint checkpoint);

    /** An event was written down. */
    void happened(Happened happened);

    /** This is what a task has become by events that have been or will now be told one by one. */
    void became(Task task);

    /** Everything up to this position of the journal has been told. */
    void cameTo(long position);
  }

  private final Journal journal;
  private final EventCodec codec;
  private final Watcher watcher;
  private final Checkpointing checkpointing;

  public EventLog(Journal journal, EventCodec codec, Watcher watcher) {
    this.journal = journal;
    this.codec = codec;
    this.watcher = watcher;
    this.checkpointing = new Checkpointing(journal, codec);
  }

  /**
   * Adds events to a task, all or none; durable on return.
   *
   * @param after the task with these events
   */
  List<Recorded> append(Task after, long seq, AppendContext context, List<Event> events) {
    List<Recorded> recorded =
        journal.append(after.id(), seq, context, events.stream().map(codec::encode).toList());
    watcher.became(after);
    for (int i = 0; i < events.size(); i++) {
      watcher.happened(Happened.of(recorded.get(i), events.get(i)));
    }
    checkpointing.appended(after);
    return recorded;
  }

  /** Folds every task there is, before any append; the watcher is told first. */
  Collection<Replay> replay() {
    long position = journal.lastPosition();
    Replays replays = new Replays(watcher);
    journal.replay(codec, replays);
    for (Replay replay : replays.all()) {
      watcher.became(replay.task());
    }
    watcher.cameTo(position);
    checkpointing.replayed(replays.all());
    return replays.all();
  }

  /**
   * Whether the task's checkpoint says what the events say; one that does not is dropped. A task
   * without one, or with none that counts, has nothing to be wrong.
   */
  public boolean isCheckpointTrue(TaskId task) {
    Optional<Checkpoint> kept = journal.checkpoint(codec, task);
    if (kept.isEmpty()) {
      return true;
    }
    Replays replays = new Replays();
    journal.replay(codec, task, kept.get().task().seq(), replays);
    boolean isTrue = replays.one().map(Replay::checkpoint).equals(kept);
    if (!isTrue) {
      journal.dropCheckpoint(task);
    }
    return isTrue;
  }

  /** Ends the keeping of checkpoints; what is not kept is replayed from its events. */
  @Override
  public void close() {
    checkpointing.close();
  }
}
