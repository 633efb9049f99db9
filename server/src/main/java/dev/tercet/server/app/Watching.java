package dev.tercet.server.app;

import dev.tercet.protocol.FollowLost;
import dev.tercet.protocol.NoResult;
import dev.tercet.protocol.Progress;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.RunEntry;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.Subscribed;
import dev.tercet.protocol.SubscriptionLost;
import dev.tercet.protocol.TaskChanged;
import dev.tercet.protocol.TercetClient;
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.JournalListener;
import dev.tercet.server.store.Recorded;
import dev.tercet.server.store.Subscription;
import dev.tercet.server.store.TranscriptLine;
import dev.tercet.server.store.TranscriptListener;
import dev.tercet.server.store.Transcripts;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Phase;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one client wants to hear of. Closed with its connection.
 *
 * <p>Each subscription reads from the store on a thread of its own and waits for the client before
 * each message, so nothing is queued for a slow one. Who is too slow is told where it stopped, and
 * asks again from there.
 */
public final class Watching implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watching.class);
  private static final int MOST_FOLLOWED = 64;
  private static final String TOO_SLOW = "what was sent before is not read yet";

  private final Journal journal;
  private final Transcripts transcripts;
  private final ReadModel model;
  private final Views views;
  private final Reading reading;
  private final TercetClient client;
  private final Pace pace;

  /** By run, and the journal's under the empty name. Guarded by itself. */
  private final Map<String, Subscription> subscriptions = new HashMap<>();

  private boolean closed;

  Watching(Journal journal, Transcripts transcripts, Sight sight, TercetClient client, Pace pace) {
    this.journal = journal;
    this.transcripts = transcripts;
    this.model = sight.model();
    this.views = sight.views();
    this.reading = sight.reading();
    this.client = client;
    this.pace = pace;
  }

  /** What a client can see. */
  record Sight(ReadModel model, Views views, Reading reading) {}

  /** Tells the client of every change behind a position; by default from now on. */
  public Subscribed subscribe(@Nullable Long from) {
    long now = model.position();
    if (from != null && (from < 0 || from > now)) {
      throw Denied.because(
          ProtocolError.REFUSED,
          "unknown-position",
          "this journal ends at %d, not at %d or behind: list what there is and subscribe anew"
              .formatted(now, from));
    }
    long start = from == null ? now : from;
    replace("", () -> journal.subscribe(start + 1, new Changes(start)));
    return new Subscribed(start);
  }

  public NoResult unsubscribe() {
    end("");
    return new NoResult();
  }

  /** Answers with what is there, and tells the client of what comes until the run has ended. */
  public RunOutput follow(String name, @Nullable Long from) {
    Reading.Found found = reading.run(name);
    RunOutput there = reading.output(found.run().id().value(), from, null);
    String run = found.run().id().value();
    if (there.ended()) {
      end(run);
    } else {
      replace(
          run,
          () ->
              transcripts.follow(
                  found.task().id(), found.run().id(), there.next(), new Lines(run, there.next())));
    }
    return there;
  }

  public NoResult unfollow(String name) {
    end(reading.run(name).run().id().value());
    return new NoResult();
  }

  /**
   * Does long work and tells the client how far it is, where the request named a token.
   *
   * @param work is given what to say each part to
   */
  public <T> T telling(@Nullable String token, String title, Function<Consumer<String>, T> work) {
    if (token == null) {
      return work.apply(_ -> {});
    }
    client.serverProgress(new Progress(token, Progress.Stage.BEGIN, title, null));
    try {
      return work.apply(
          text -> client.serverProgress(new Progress(token, Progress.Stage.REPORT, text, null)));
    } finally {
      client.serverProgress(new Progress(token, Progress.Stage.END, title, null));
    }
  }

  private void replace(String name, Supplier<Subscription> begin) {
    synchronized (subscriptions) {
      end(name);
      if (closed) {
        return;
      }
      if (subscriptions.size() > MOST_FOLLOWED) {
        throw Denied.because(
            ProtocolError.REFUSED,
            "too-many",
            "%d runs are followed already: end one with tercet/run/unfollow"
                .formatted(MOST_FOLLOWED));
      }
      subscriptions.put(name, begin.get());
    }
  }

  private void end(String name) {
    synchronized (subscriptions) {
      Subscription subscription = subscriptions.remove(name);
      if (subscription != null) {
        subscription.close();
      }
    }
  }

  @Override
  public void close() {
    synchronized (subscriptions) {
      closed = true;
      subscriptions.values().forEach(Subscription::close);
      subscriptions.clear();
    }
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
    private long position;
    private boolean over;

    Changes(long position) {
      this.position = position;
    }

    @Override
    public void recorded(Recorded event) {
      model.await(event);
      Task task = model.find(event.task()).orElse(null);
      if (over || task == null || task.seq() > event.seq()) {
        return; // The task's next event, which is in the journal already, tells of this one too.
      }
      if (!pace.awaitRoom()) {
        lose(TOO_SLOW);
        return;
      }
      boolean deleted = task.phase() == Phase.DELETED;
      client.taskChanged(
          new TaskChanged(
              event.position(), task.id().value(), deleted ? null : views.summary(task)));
      if (asksOtherwise(task)) {
        client.inboxChanged(views.inbox(null, null));
      }
      position = event.position();
    }

    /** Whether what the task asks may be something else than what the client knows. */
    private boolean asksOtherwise(Task task) {
      Asking now = Asking.of(task);
      return !now.equals(told.put(task.id(), now));
    }

    private void lose(String why) {
      over = true;
      end("");
      client.inboxLost(new SubscriptionLost(position, why));
    }

    @Override
    public void failed(RuntimeException failure) {
      LOG.warn("a client hears no more of the journal: {}", failure.toString());
      lose("the journal could not be read; the daemon's log says why");
    }
  }

  /** Confined to the subscription's thread. */
  private final class Lines implements TranscriptListener {

    private final String run;
    private long next;
    private boolean over;

    Lines(String run, long next) {
      this.run = run;
      this.next = next;
    }

    @Override
    public void lines(long first, List<TranscriptLine> lines) {
      if (over) {
        return;
      }
      if (!pace.awaitRoom()) {
        lose(TOO_SLOW);
        return;
      }
      List<RunEntry> entries = lines.stream().map(Reading::entry).toList();
      next = first + lines.size();
      client.runOutput(new RunOutput(run, first, entries, next, false));
    }

    @Override
    public void ended() {
      if (!over) {
        end(run);
        client.runOutput(new RunOutput(run, next, List.of(), next, true));
      }
    }

    private void lose(String why) {
      over = true;
      end(run);
      client.runLost(new FollowLost(run, next, why));
    }

    @Override
    public void failed(RuntimeException failure) {
      LOG.warn("a client hears no more of run {}: {}", run, failure.toString());
      lose("the transcript could not be read; the daemon's log says why");
    }
  }
}
