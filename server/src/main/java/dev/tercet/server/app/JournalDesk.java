package dev.tercet.server.app;

import dev.tercet.protocol.JournalCheck;
import dev.tercet.protocol.JournalLines;
import dev.tercet.server.runtime.EventLog;
import dev.tercet.server.store.Integrity;
import dev.tercet.server.store.Journal;
import dev.tercet.server.workflow.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journal of a task, for whoever checks it. */
public final class JournalDesk {

  private static final int MOST_LINES = 1_000;
  private static final int MOST_CHARACTERS = 1 << 20;

  private final Journal journal;
  private final EventLog log;
  private final ReadModel model;

  public JournalDesk(Journal journal, EventLog log, ReadModel model) {
    this.journal = journal;
    this.log = log;
    this.model = model;
  }

  public JournalCheck verify(String name) {
    Task task = model.named(name);
    return switch (journal.verify(task.id())) {
      case Integrity.Intact(var events, _, _) when !log.isCheckpointTrue(task.id()) ->
          new JournalCheck(
              events,
              false,
              "the checkpoint said something else than the events and is dropped; the chain of"
                  + " events is whole: restart the daemon, which reads them anew",
              null);
      case Integrity.Intact(var events, var purged, var head) ->
          new JournalCheck(
              events,
              true,
              "every hash fits, up to %s%s"
                  .formatted(head, purged == 0 ? "" : "; " + purged + " have no content any more"),
              null);
      case Integrity.Broken(var seq, var reason) ->
          new JournalCheck(
              seq, false, "the chain is broken at event %d: %s".formatted(seq, reason), seq);
      case Integrity.Unknown _ -> throw Denied.unknownTask(name);
    };
  }

  public JournalLines export(String name, @Nullable Long from, @Nullable Integer limit) {
    Task task = model.named(name);
    StringBuilder text = new StringBuilder();
    try {
      journal.export(task.id(), text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    List<String> lines = text.toString().lines().toList();
    int start = Math.clamp(from == null ? 0 : from - 1, 0, lines.size());
    int most = Math.clamp(limit == null ? MOST_LINES : limit, 1, MOST_LINES);
    int end = start;
    for (long weight = 0;
        end < Math.min(lines.size(), start + most) && weight < MOST_CHARACTERS;
        end++) {
      weight += lines.get(end).length();
    }
    return new JournalLines(
        lines.subList(start, end), end < lines.size() ? Long.valueOf(end + 1L) : null);
  }
}
