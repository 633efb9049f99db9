package dev.tercet.server.app;

import dev.tercet.protocol.RunEntry;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.Subscribed;
import dev.tercet.protocol.TaskChanged;
import dev.tercet.protocol.TercetClient;
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.JournalListener;
import dev.tercet.server.store.Recorded;
import dev.tercet.server.store.Subscription;
import dev.tercet.server.store.TranscriptListener;
import dev.tercet.server.store.Transcripts;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one client wants to hear of. Closed with its connection. */
public final class Watching implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

  private final Journal journal;
  private final Transcripts transcripts;
  private final ReadModel model;
  private final Views views;
  private final Reading reading;
  private final TercetClient client;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  public Watching(Journal journal, Transcripts transcripts, Sight sight, TercetClient client) {
    this.journal = journal;
    this.transcripts = transcripts;
    this.model = sight.model();
    this.views = sight.views();
    this.reading = sight.reading();
    this.client = client;
  }

  /** What a client can see. */
  public record Sight(ReadModel model, Views views, Reading reading) {}

  /** Tells the client of every change from a position on; by default from now on. */
  public Subscribed subscribe(@Nullable Long from) {
    long start = from == null ? model.position() + 1 : Math.max(1, from);
    subscriptions.add(journal.subscribe(start, new Changes()));
    return new Subscribed(start - 1);
  }

  /** Answers with what is there, and tells the client of what comes until the run has ended. */
  public RunOutput follow(String name, @Nullable Long from) {
    Reading.Found found = reading.run(name);
    RunOutput there = reading.output(found.run().id().value(), from, null);
    if (!there.ended()) {
      String run = found.run().id().value();
      subscriptions.add(
          transcripts.follow(found.task().id(), found.run().id(), there.next(), new Lines(run)));
    }
    return there;
  }

  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
  }

  /** What of a task the inbox shows. */
  private record Asking(List<Decision> decisions, int findings) {

    static final Asking NOTHING = new Asking(List.of(), 0);

    static Asking of(Task task) {
      List<Decision> open = task.decisions(Decision.class).toList();
      return open.isEmpty() ? NOTHING : new Asking(open, task.board().revision());
    }
  }

  /** Confined to the subscription's thread. */
  private final class Changes implements JournalListener {

    private final Map<TaskId, Asking> told = new HashMap<>();

    @Override
    public void recorded(Recorded event) {
      model.await(event);
      model
          .find(event.task())
          .ifPresent(
              task ->
                  client.taskChanged(
                      new TaskChanged(event.position(), task.id().value(), views.summary(task))));
      if (asksOtherwise(event.task())) {
        client.inboxChanged(views.inbox(null, null));
      }
    }

    /** Whether what the task asks may be something else than what the client knows. */
    private boolean asksOtherwise(TaskId id) {
      Asking now = model.find(id).map(Asking::of).orElse(Asking.NOTHING);
      return !now.equals(told.put(id, now));
    }

    @Override
    public void failed(RuntimeException failure) {
      LOG.warn("a client hears no more of the journal: {}", failure.toString());
    }
  }

  private final class Lines implements TranscriptListener {

    private final String run;

    Lines(String run) {
      this.run = run;
    }

    @Override
    public void line(long number, String line) {
      List<RunEntry> entries = List.of(Reading.entry(line));
      client.runOutput(new RunOutput(run, number, entries, number + 1, false));
    }

    @Override
    public void ended() {
      client.runOutput(new RunOutput(run, 0, List.of(), 0, true));
    }

    @Override
    public void failed(RuntimeException failure) {
      LOG.warn("a client hears no more of run {}: {}", run, failure.toString());
    }
  }
}
