package dev.tercet.server.store;

import java.util.List;
import java.util.function.BooleanSupplier;

/** Where a subscriber is in the journal. Confined to its subscription's thread. */
final class JournalReader implements Tide.Reader {

  private final Journal journal;
  private final JournalListener listener;
  private long next;

  JournalReader(Journal journal, long fromPosition, JournalListener listener) {
    this.journal = journal;
    this.next = fromPosition;
    this.listener = listener;
  }

  @Override
  public Tide.Found read(BooleanSupplier closed) {
    List<Recorded> events = journal.page(next);
    for (Recorded event : events) {
      if (closed.getAsBoolean()) {
        return Tide.Found.END;
      }
      listener.recorded(event);
      next = event.position() + 1;
    }
    return events.isEmpty() ? Tide.Found.NOTHING : Tide.Found.SOMETHING;
  }

  @Override
  public void failed(RuntimeException failure) {
    listener.failed(failure);
  }
}
