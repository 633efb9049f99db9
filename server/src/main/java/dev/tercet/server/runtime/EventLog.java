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

  private final Journal journal;
  private final EventCodec codec;

  public EventLog(Journal journal, EventCodec codec) {
    this.journal = journal;
    this.codec = codec;
  }

  /** Adds events to a task, all or none; durable on return. */
  public List<Recorded> append(TaskId task, long seq, AppendContext context, List<Event> events) {
    return journal.append(task, seq, context, events.stream().map(codec::encode).toList());
  }

  /** The event; empty when its payload was purged. */
  public Optional<Event> decode(Recorded recorded) {
    return codec.decode(recorded);
  }

  public Journal journal() {
    return journal;
  }
}
