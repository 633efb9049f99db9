package dev.tercet.server.runtime;

import dev.tercet.server.store.AppendContext;
import dev.tercet.server.store.EventCodec;
import dev.tercet.server.store.Happened;
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.Recorded;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.Task;
import java.util.List;

/** The journal as the runtime uses it: events in, events out. Safe for any thread. */
public final class EventLog {

  /**
   * Is told of everything once it is durable, before whoever caused it has an answer. Called in the
   * order of a task's events; for several tasks on several threads at once.
   */
  public interface Watcher {

    /** An event was written down. */
    void happened(Happened happened);

    /** This is what a task has become by events that have been or will now be told one by one. */
    void became(Task task);

    /** A replay told of every event up to this position whose payload is still there. */
    void replayedTo(long position);
  }

  /** Is handed the events of a replay, one after the other on one thread. */
  interface Replayer {
    void replayed(Happened happened);
  }

  private final Journal journal;
  private final EventCodec codec;
  private final Watcher watcher;

  public EventLog(Journal journal, EventCodec codec, Watcher watcher) {
    this.journal = journal;
    this.codec = codec;
    this.watcher = watcher;
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
    return recorded;
  }

  /** Hands over every event there is, in order, to the watcher first. */
  void replay(Replayer replayer) {
    journal.replay(
        codec,
        happened -> {
          watcher.happened(happened);
          replayer.replayed(happened);
        });
    watcher.replayedTo(journal.lastPosition());
  }

  /** Tells the watcher what the events of a replay made of a task. */
  void replayed(Task task) {
    watcher.became(task);
  }
}
