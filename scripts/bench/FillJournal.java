import dev.tercet.server.store.AppendContext;
import dev.tercet.server.store.EventCodec;
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.Payload;
import dev.tercet.server.store.Recorded;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.TaskId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Fills a home's journal with copies of a task under other ids, abandoned, until it has so many events. */
public final class FillJournal {

  private FillJournal() {}

  public static void main(String[] arguments) {
    String original = arguments[1];
    long wanted = Long.parseLong(arguments[2]);
    Payload end = new EventCodec().encode(new Event.TaskAbandoned("a copy"));
    try (Journal journal = Journal.open(Path.of(arguments[0]))) {
      TaskId first = new TaskId(original);
      List<Recorded> events = journal.read(first);
      journal.append(first, events.size(), AppendContext.daemon(Instant.now(), null), List.of(end));
      long have = journal.lastPosition();
      for (int copy = 0; have < wanted - 1; copy++) {
        String id = original + "-" + copy;
        List<Payload> payloads = new ArrayList<>();
        for (Recorded event : events) {
          payloads.add(new Payload(event.type(), event.version(), event.json().replace(original, id)));
        }
        List<Payload> whole = payloads.subList(0, (int) Math.min(payloads.size(), wanted - have - 1));
        whole.add(end);
        journal.append(new TaskId(id), 0, AppendContext.daemon(Instant.now(), "copied"), whole);
        have = journal.lastPosition();
      }
    }
  }
}
