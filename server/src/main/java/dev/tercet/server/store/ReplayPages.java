package dev.tercet.server.store;

import dev.tercet.server.workflow.TaskId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The journal as a replay reads it: page by page, only the columns that the state follows from,
 * decoded ahead on several threads, a few pages at a time, so that memory stays bounded.
 */
record ReplayPages(Database database, Readers readers, EventCodec codec) {

  private static final int PAGE_ROWS = 1_000;
  private static final int PAGE_CHARACTERS = 4 * 1024 * 1024;

  /** Pages in memory; no more than there are connections that read. */
  private static final int PAGES_AHEAD = 3;

  private static final String QUERY =
      "SELECT position, task, type, version, at, command_key, command_hash, payload"
          + " FROM event WHERE position BETWEEN ? AND ? ORDER BY position";

  /** What is taken of one row before the connection is given back. */
  private record Slice(
      long position,
      String task,
      String type,
      long version,
      String at,
      @Nullable String key,
      @Nullable String keyHash,
      @Nullable String payload) {

    static Slice read(ResultSet columns) throws SQLException {
      return new Slice(
          columns.getLong(1),
          String.valueOf(columns.getString(2)),
          String.valueOf(columns.getString(3)),
          columns.getLong(4),
          String.valueOf(columns.getString(5)),
          columns.getString(6),
          columns.getString(7),
          columns.getString(8));
    }
  }

  /** A page: where it ended, and what of it was not purged. */
  private record Page(long last, boolean isCut, List<Happened> events) {}

  /** Hands over every event up to the position, in order, on the caller's thread. */
  void handOver(long last, Consumer<Happened> consumer) {
    long count = (last + PAGE_ROWS - 1) / PAGE_ROWS;
    try (Prefetch<Page> pages =
        new Prefetch<>(
            "journal-replay-",
            PAGES_AHEAD,
            count,
            number -> page(number * PAGE_ROWS + 1, (number + 1) * PAGE_ROWS))) {
      for (long number = 1; number <= count; number++) {
        handOver(pages.next(), number * PAGE_ROWS, consumer);
      }
    }
  }

  /** Hands over a page and, where it was cut for its size, the rest up to the last position. */
  private void handOver(Page first, long last, Consumer<Happened> consumer) {
    Page page = first;
    page.events().forEach(consumer);
    while (page.isCut() && page.last() < last) {
      page = page(page.last() + 1, last);
      page.events().forEach(consumer);
    }
  }

  private Page page(long from, long to) {
    List<Slice> slices =
        readers.read(
            "read the journal",
            connection -> {
              try (PreparedStatement query = connection.prepareStatement(QUERY)) {
                query.setLong(1, from);
                query.setLong(2, to);
                try (ResultSet result = query.executeQuery()) {
                  return slices(result);
                }
              }
            });
    Map<String, TaskId> ids = new HashMap<>();
    List<Happened> events = new ArrayList<>(slices.size());
    for (Slice slice : slices) {
      if (slice.payload() != null) {
        events.add(happened(slice, slice.payload(), ids));
      }
    }
    long last = slices.isEmpty() ? to : slices.getLast().position();
    return new Page(last, !slices.isEmpty() && last < to, events);
  }

  private static List<Slice> slices(ResultSet result) throws SQLException {
    List<Slice> slices = new ArrayList<>(PAGE_ROWS);
    long characters = 0;
    while (characters < PAGE_CHARACTERS && result.next()) {
      Slice slice = Slice.read(result);
      slices.add(slice);
      characters += slice.payload() == null ? 0 : slice.payload().length();
    }
    return slices;
  }

  private Happened happened(Slice slice, String payload, Map<String, TaskId> ids) {
    try {
      CommandKey key =
          slice.key() == null || slice.keyHash() == null
              ? null
              : new CommandKey(slice.key(), new Sha256(slice.keyHash()));
      return new Happened(
          slice.position(),
          ids.computeIfAbsent(slice.task(), TaskId::new),
          StoredInstant.parse(slice.at()),
          key,
          codec.decode(new Payload(slice.type(), Math.toIntExact(slice.version()), payload)));
    } catch (UnreadableEventException unreadable) {
      throw unreadable;
    } catch (RuntimeException damaged) {
      throw new StoreException(
          "read event " + slice.position() + " of task " + slice.task(),
          database.file(),
          "it is damaged (" + damaged.getMessage() + "); run `tercet journal verify`",
          damaged);
    }
  }
}
