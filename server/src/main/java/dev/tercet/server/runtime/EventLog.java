package dev.tercet.server.runtime;

import dev.tercet.server.store.AppendContext;
import dev.tercet.server.store.EventCodec;
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.Recorded;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.TaskId;
import java.util.List;
import java.util.Optional;

/** The journal as the runtime uses it: events in, events out. Safe for any thread. */
public final class EventLog {

  /** Is told of every event once it is durable, before whoever caused it has an answer. */
  public interface Watcher {

    /** Called in the order of a task's events; for several tasks on several threads at once. */
    void recorded(Recorded recorded, Event event);
  }

  private final Journal journal;
  private final EventCodec codec;
  private final Watcher watcher;

  public EventLog(Journal journal, EventCodec codec, Watcher watcher) {
    this.journal = journal;
    this.codec = codec;
    this.watcher = watcher;
  }

  /** Adds events to a task, all or none; durable on return. */
  List<Recorded> append(TaskId task, long seq, AppendContext context, List<Event> events) {
    List<Recorded> recorded =
        journal.append(task, seq, context, events.stream().map(codec::encode).toList());
    for (int i = 0; i < events.size(); i++) {
      watcher.recorded(recorded.get(i), events.get(i));
    }
    return recorded;
  }

  /** Hands over every event there is, in order, to the watcher first. */
  void replay(Watcher replayer) {
    journal.readAll(
        1,
        recorded -> {
          Optional<Event> event = codec.decode(recorded);
          event.ifPresent(
              known -> {
                watcher.recorded(recorded, known);
                replayer.recorded(recorded, known);
              });
        });
  }
}
