package dev.tercet.server.store;

import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What agents said and did, one file of JSON lines per run: {@code
 * transcripts/{task}/{run}.ndjson}.
 *
 * <p>A line is with the system when {@link #append} returns, so it survives the end of this
 * process, but it is synced to the disk only by {@link #seal}: a transcript is evidence, not the
 * truth. Every line kept is one JSON value; where something was cut, a line {@code
 * {"kind":"cut",…}} says how much. Any thread may call any method.
 *
 * <p>Methods throw {@link StoreException} when a file cannot be read or written.
 */
public final class Transcripts {

  /**
   * Followers hear of lines so often at most: less than a person notices, and long enough that two
   * hundred agents that talk at once do not wake everybody for every line.
   */
  private static final Duration BEAT = Duration.ofMillis(5);

  private final Beat beat = new Beat(BEAT);
  private final Path folder;
  private final TranscriptLimits limits;
  private final UnaryOperator<String> redaction;
  private final Map<Key, Transcript> open = new ConcurrentHashMap<>();

  private record Key(TaskId task, RunId run) {}

  /**
   * @param redaction takes known secrets out of a text before it is cut and written
   */
  public Transcripts(Path home, TranscriptLimits limits, UnaryOperator<String> redaction) {
    this.folder = home.resolve("transcripts");
    this.limits = limits;
    this.redaction = redaction;
  }

  /**
   * Adds a line to the run's transcript, which is made where it is missing.
   *
   * @throws StoreException also when the transcript is sealed
   */
  public void append(TaskId task, RunId run, TranscriptLine line) {
    transcript(task, run).append(line.withText(redaction.apply(line.text())));
  }

  /** From now on at most so many bytes of the run are kept. */
  public void keep(TaskId task, RunId run, long bytes) {
    transcript(task, run).keep(limits.within(bytes));
  }

  /**
   * Lines from {@code offset} on, counted from 0: at most {@code limit}, and no more than about a
   * megabyte. A run that wrote nothing has none. A last line that a crash left unfinished is not
   * shown.
   */
  public TranscriptPage read(TaskId task, RunId run, long offset, int limit) {
    if (offset < 0 || limit < 1) {
      throw new IllegalArgumentException(
          "a page starts at line 0 or later and has 1 line or more: %d, %d"
              .formatted(offset, limit));
    }
    TranscriptFile file = new TranscriptFile(file(task, run));
    boolean sealed = file.isSealed();
    TranscriptFile.Lines found = file.read(TranscriptFile.Place.START, offset, limit);
    return new TranscriptPage(found.texts(), found.end().line(), found.more(), sealed);
  }

  /**
   * Tells the listener of every line from {@code offset} on, what is there and what will come,
   * until the transcript is sealed.
   */
  public Subscription follow(TaskId task, RunId run, long offset, TranscriptListener listener) {
    return transcript(task, run).follow(offset, listener);
  }

  /** Ends the transcript for good, syncs it, and says what it is known by. Again: the same. */
  public TranscriptSeal seal(TaskId task, RunId run) {
    TranscriptSeal seal = transcript(task, run).seal();
    open.remove(new Key(task, run));
    return seal;
  }

  /** The run's file, whether it is there or not. */
  public Path file(TaskId task, RunId run) {
    return folder.resolve(task.value()).resolve(run.value() + ".ndjson");
  }

  /** What is sealed is not kept in memory. */
  private Transcript transcript(TaskId task, RunId run) {
    Key key = new Key(task, run);
    Transcript known = open.get(key);
    if (known != null) {
      return known;
    }
    TranscriptFile file = new TranscriptFile(file(task, run));
    return file.isSealed()
        ? new Transcript(file, limits, beat, true)
        : open.computeIfAbsent(key, _ -> new Transcript(file, limits, beat, false));
  }
}
