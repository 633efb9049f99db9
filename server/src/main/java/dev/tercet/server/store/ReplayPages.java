package dev.tercet.server.store;

import dev.tercet.server.store.CheckpointTable.Stand;
import dev.tercet.server.workflow.TaskId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The journal as a replay reads it: task by task, from each one's checkpoint on, page by page, only
 * the columns that the state follows from, decoded ahead on several threads, a few pages at a time,
 * so that memory stays bounded.
 */
record ReplayPages(Database database, Readers readers, EventCodec codec) {

  private static final int PAGE_ROWS = 1_000;
  private static final int PAGE_CHARACTERS = 4 * 1024 * 1024;

  /** Pages in memory; no more than there are connections that read. */
  private static final int PAGES_AHEAD = 3;

  private static final String QUERY =
      "SELECT seq, position, type, version, at, command_key, command_hash, payload"
          + " FROM event WHERE task = ? AND seq BETWEEN ? AND ? ORDER BY seq";

  /** Some events of a task, by their numbers in it; before the first one its checkpoint counts. */
  private record Stretch(Stand stand, long from, long to) {

    boolean isFirst() {
      return from == stand.covered() + 1;
    }
  }

  /** What is taken of one row before the connection is given back. */
  private record Slice(
      long seq,
      long position,
      String type,
      long version,
      String at,
      @Nullable String key,
      @Nullable String keyHash,
      @Nullable String payload) {

    static Slice read(ResultSet columns) throws SQLException {
      return new Slice(
          columns.getLong(1),
          columns.getLong(2),
          String.valueOf(columns.getString(3)),
          columns.getLong(4),
          String.valueOf(columns.getString(5)),
          columns.getString(6),
          columns.getString(7),
          columns.getString(8));
    }
  }

  /**
   * What was read of a stretch.
   *
   * @param checkpoint where the task begins, null where the events do
   * @param last seq that it came to; the rest did not fit
   * @param events those that are not purged
   */
  private record Page(@Nullable Checkpoint checkpoint, long last, List<Happened> events) {}

  /**
   * Hands over what there is, on the caller's thread.
   *
   * @param only of this task, null for all
   */
  void handOverAll(@Nullable TaskId only, Replayer replayer) {
    List<Stand> stands =
        readers.read(
            "read the journal",
            connection -> CheckpointTable.stands(connection, codec.checkpoints().form(), only));
    handOver(stands.stream().flatMap(ReplayPages::stretches).toList(), replayer);
  }

  /** Hands over the events of a task as it stands there. */
  void handOver(Stand stand, Replayer replayer) {
    handOver(stretches(stand).toList(), replayer);
  }

  private void handOver(List<Stretch> stretches, Replayer replayer) {
    try (Prefetch<Page> pages =
        new Prefetch<>(
            "journal-replay-",
            Math.clamp(stretches.size(), 1, PAGES_AHEAD),
            stretches.size(),
            number -> page(stretches.get(Math.toIntExact(number))))) {
      for (Stretch stretch : stretches) {
        handOver(pages.next(), stretch, replayer);
      }
    }
  }

  /** One at least, for the checkpoint. */
  private static Stream<Stretch> stretches(Stand stand) {
    long first = stand.covered() + 1;
    return LongStream.iterate(
            first, from -> from == first || from <= stand.last(), from -> from + PAGE_ROWS)
        .mapToObj(from -> new Stretch(stand, from, Math.min(from + PAGE_ROWS - 1, stand.last())));
  }

  /** Hands over a page and, where it was cut for its size, the rest of the stretch. */
  private void handOver(Page first, Stretch stretch, Replayer replayer) {
    if (first.checkpoint() != null) {
      replayer.begins(first.checkpoint());
    }
    Page page = first;
    page.events().forEach(replayer::happened);
    while (page.last() < stretch.to()) {
      page = events(null, stretch, page.last() + 1);
      page.events().forEach(replayer::happened);
    }
  }

  private Page page(Stretch stretch) {
    if (!stretch.isFirst() || stretch.stand().covered() == 0) {
      return events(null, stretch, stretch.from());
    }
    Optional<Checkpoint> checkpoint =
        readers.read(
            "read the checkpoint of task " + stretch.stand().task(),
            connection -> CheckpointTable.find(connection, codec.checkpoints(), stretch.stand()));
    return checkpoint
        .map(found -> events(found, stretch, stretch.from()))
        .orElseGet(() -> events(null, stretch, 1));
  }

  private Page events(@Nullable Checkpoint checkpoint, Stretch stretch, long from) {
    if (from > stretch.to()) {
      return new Page(checkpoint, stretch.to(), List.of());
    }
    TaskId task = stretch.stand().task();
    List<Slice> slices =
        readers.read(
            "read task " + task, connection -> slices(connection, task, from, stretch.to()));
    List<Happened> events = new ArrayList<>(slices.size());
    for (Slice slice : slices) {
      if (slice.payload() != null) {
        events.add(happened(task, slice, slice.payload()));
      }
    }
    long last = slices.isEmpty() ? stretch.to() : slices.getLast().seq();
    return new Page(checkpoint, last, events);
  }

  private static List<Slice> slices(Connection connection, TaskId task, long from, long to)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(QUERY)) {
      query.setString(1, task.value());
      query.setLong(2, from);
      query.setLong(3, to);
      List<Slice> slices = new ArrayList<>();
      long characters = 0;
      try (ResultSet result = query.executeQuery()) {
        while (slices.size() < PAGE_ROWS && characters < PAGE_CHARACTERS && result.next()) {
          Slice slice = Slice.read(result);
          slices.add(slice);
          characters += slice.payload() == null ? 0 : slice.payload().length();
        }
      }
      return slices;
    }
  }

  private Happened happened(TaskId task, Slice slice, String payload) {
    try {
      CommandKey key =
          slice.key() == null || slice.keyHash() == null
              ? null
              : new CommandKey(slice.key(), new Sha256(slice.keyHash()));
      return new Happened(
          slice.position(),
          task,
          StoredInstant.parse(slice.at()),
          key,
          codec.decode(new Payload(slice.type(), Math.toIntExact(slice.version()), payload)));
    } catch (UnreadableEventException unreadable) {
      throw unreadable;
    } catch (RuntimeException damaged) {
      throw new StoreException(
          "read event " + slice.position() + " of task " + task,
          database.file(),
          "it is damaged (" + damaged.getMessage() + "); run `tercet journal verify`",
          damaged);
    }
  }
}
