package dev.tercet.server.store;

import dev.tercet.server.store.CheckpointTable.Stand;
import dev.tercet.server.workflow.TaskId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The append-only log of events that is the truth about every task, in one SQLite file.
 *
 * <p>An append that returned is on the disk. Positions have no gaps and ascend in the order of
 * commits; each task's events form a chain of hashes. Any thread may call any method; appends of
 * several threads share a sync of the disk. A second process on the same file does no harm, but its
 * events reach subscribers of this one only with the next append here.
 *
 * <p>Every method throws {@link StoreException} when the file cannot be read or written, and {@link
 * IllegalStateException} after {@link #close}.
 */
public final class Journal implements AutoCloseable {

  /** Rows and characters that one read takes into memory before it hands them on. */
  private static final int PAGE_ROWS = 1_000;

  private static final int PAGE_CHARACTERS = 4 * 1024 * 1024;

  private final Database database;
  private final Readers readers;
  private final Tide tide;
  private final Writer writer;

  private Journal(Database database) {
    this.database = database;
    this.readers = new Readers(database);
    this.tide = new Tide(new Beat(Duration.ZERO));
    this.writer = new Writer(database, tide::rise);
  }

  /**
   * Opens {@code journal.db} in the home, made where it is missing. Costs some 200 ms in a fresh
   * process, for SQLite's native library.
   *
   * @throws StoreException also when a newer program wrote it, or it is something else
   */
  public static Journal open(Path home) {
    Database database = new Database(home);
    database.prepare();
    return new Journal(database);
  }

  /**
   * Adds events to a task, all or none, and returns once they are durable.
   *
   * @param expectedSeq of the task's last event as the caller knows it, 0 for a new task
   * @throws WrongSequenceException when the task's last event is another one
   */
  public List<Recorded> append(
      TaskId task, long expectedSeq, AppendContext context, List<Payload> payloads) {
    if (payloads.isEmpty()) {
      return List.of();
    }
    List<Payload> events = List.copyOf(payloads);
    List<Row> rows =
        writer.perform(
            "append to task " + task,
            connection -> insert(connection, task, expectedSeq, context, events));
    return rows.stream().map(Row::parse).toList();
  }

  private static List<Row> insert(
      Connection connection,
      TaskId task,
      long expectedSeq,
      AppendContext context,
      List<Payload> payloads)
      throws SQLException {
    Row.Tail tail = tail(connection, task).orElse(Row.Tail.START);
    if (tail.seq() != expectedSeq) {
      throw new WrongSequenceException(task, expectedSeq, tail.seq());
    }
    long position = lastPosition(connection);
    List<Row> rows = new ArrayList<>(payloads.size());
    try (PreparedStatement insert = connection.prepareStatement(Row.INSERT)) {
      for (Payload payload : payloads) {
        Row row = Row.of(++position, task, tail, context, payload);
        row.bind(insert);
        insert.executeUpdate();
        rows.add(row);
        tail = new Row.Tail(row.seq(), row.hash());
      }
    }
    moveTail(connection, task, tail);
    return rows;
  }

  private static void moveTail(Connection connection, TaskId task, Row.Tail tail)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO task (task, seq, hash) VALUES (?, ?, ?)
            ON CONFLICT (task) DO UPDATE SET seq = excluded.seq, hash = excluded.hash
            """)) {
      upsert.setString(1, task.value());
      upsert.setLong(2, tail.seq());
      upsert.setString(3, tail.hash());
      upsert.executeUpdate();
    }
  }

  private static Optional<Row.Tail> tail(Connection connection, TaskId task) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT seq, hash FROM task WHERE task = ?")) {
      query.setString(1, task.value());
      try (ResultSet result = query.executeQuery()) {
        return result.next()
            ? Optional.of(new Row.Tail(result.getLong(1), String.valueOf(result.getString(2))))
            : Optional.empty();
      }
    }
  }

  private static long lastPosition(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT max(position) FROM event");
        ResultSet result = query.executeQuery()) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  /** The position of the last event, 0 when there is none. */
  public long lastPosition() {
    return readers.read("read the journal", Journal::lastPosition);
  }

  /** The events that the command with this key made, in order; none when it made none. */
  public List<Recorded> find(TaskId task, String commandKey) {
    List<Row> rows =
        readers.read(
            "find a command of task " + task,
            connection -> {
              try (PreparedStatement query =
                  connection.prepareStatement(
                      "SELECT "
                          + Row.COLUMNS
                          + " FROM event WHERE task = ? AND command_key = ? ORDER BY seq")) {
                query.setString(1, task.value());
                query.setString(2, commandKey);
                try (ResultSet result = query.executeQuery()) {
                  return Readers.rows(result, Integer.MAX_VALUE, Integer.MAX_VALUE);
                }
              }
            });
    return parse(rows);
  }

  /** All events of a task, in order. */
  public List<Recorded> read(TaskId task) {
    List<Row> rows = new ArrayList<>();
    eachRow(task, rows::add);
    return parse(rows);
  }

  private void eachRow(TaskId task, Consumer<Row> consumer) {
    long next = Long.MIN_VALUE;
    List<Row> page = pageOf(task, next);
    while (!page.isEmpty()) {
      page.forEach(consumer);
      next = page.getLast().seq() + 1;
      page = pageOf(task, next);
    }
  }

  private List<Row> pageOf(TaskId task, long fromSeq) {
    return readers.read(
        "read task " + task,
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT "
                      + Row.COLUMNS
                      + " FROM event WHERE task = ? AND seq >= ? ORDER BY seq")) {
            query.setString(1, task.value());
            query.setLong(2, fromSeq);
            try (ResultSet result = query.executeQuery()) {
              return Readers.rows(result, PAGE_ROWS, PAGE_CHARACTERS);
            }
          }
        });
  }

  /**
   * Hands over every event from the position on, in order, on the caller's thread, until the end as
   * it is when it gets there. Memory is bounded: a page at a time.
   *
   * @param fromPosition the first one wanted, 1 for all
   * @return the position to go on from
   */
  public long readAll(long fromPosition, Consumer<Recorded> consumer) {
    long next = fromPosition;
    List<Recorded> page = page(next);
    while (!page.isEmpty()) {
      page.forEach(consumer);
      next = page.getLast().position() + 1;
      page = page(next);
    }
    return next;
  }

  /** Events from a position on, as many as a page takes. */
  List<Recorded> page(long fromPosition) {
    List<Row> rows =
        readers.read(
            "read the journal",
            connection -> {
              try (PreparedStatement query =
                  connection.prepareStatement(
                      "SELECT "
                          + Row.COLUMNS
                          + " FROM event WHERE position >= ? ORDER BY position")) {
                query.setLong(1, fromPosition);
                try (ResultSet result = query.executeQuery()) {
                  return Readers.rows(result, PAGE_ROWS, PAGE_CHARACTERS);
                }
              }
            });
    return parse(rows);
  }

  /**
   * Hands over every task, from its checkpoint or its first event on, on the caller's thread;
   * without what is purged. Of a checkpoint that cannot be read, or that does not fit the events,
   * nothing is taken.
   *
   * @throws UnreadableEventException when this program cannot read an event; those of the pages
   *     before have been handed over
   */
  public void replay(EventCodec codec, Replayer replayer) {
    new ReplayPages(database, readers, codec).handOverAll(null, replayer);
  }

  /** As above, of one task; nothing where there is none. */
  public void replay(EventCodec codec, TaskId task, Replayer replayer) {
    new ReplayPages(database, readers, codec).handOverAll(task, replayer);
  }

  /** The task's events from the first on up to one of them, whatever checkpoint there is. */
  public void replay(EventCodec codec, TaskId task, long lastSeq, Replayer replayer) {
    new ReplayPages(database, readers, codec).handOver(new Stand(task, lastSeq, 0), replayer);
  }

  /** The task's checkpoint, if there is one that can be read and fits the events. */
  public Optional<Checkpoint> checkpoint(EventCodec codec, TaskId task) {
    return readers.read(
        "read the checkpoint of task " + task,
        connection -> {
          CheckpointCodec form = codec.checkpoints();
          List<Stand> stands = CheckpointTable.stands(connection, form.form(), task);
          return stands.isEmpty()
              ? Optional.empty()
              : CheckpointTable.find(connection, form, stands.getFirst());
        });
  }

  /** Forgets the task's checkpoint, so that its events are read. */
  public void dropCheckpoint(TaskId task) {
    writer.perform(
        "drop the checkpoint of task " + task,
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM checkpoint WHERE task = ?")) {
            delete.setString(1, task.value());
            return delete.executeUpdate();
          }
        });
  }

  /**
   * Keeps what a replay makes of tasks up to now, each in the place of the one before. One whose
   * last event is not there, or is purged, is dropped.
   */
  public void keep(EventCodec codec, List<Checkpoint> checkpoints) {
    writer.perform(
        "keep checkpoints",
        connection -> {
          for (Checkpoint checkpoint : checkpoints) {
            CheckpointTable.put(connection, codec.checkpoints(), checkpoint);
          }
          return checkpoints.size();
        });
  }

  private List<Recorded> parse(List<Row> rows) {
    Map<String, TaskId> ids = new HashMap<>();
    return rows.stream().map(row -> parse(row, ids)).toList();
  }

  private Recorded parse(Row row, Map<String, TaskId> ids) {
    try {
      return row.parse(ids.computeIfAbsent(row.task(), TaskId::new));
    } catch (RuntimeException damaged) {
      throw new StoreException(
          "read event " + row.position() + " of task " + row.task(),
          database.file(),
          "it is damaged (" + damaged.getMessage() + "); run `tercet journal verify`",
          damaged);
    }
  }

  /** All tasks that have an event, in the order of their first. */
  public List<TaskId> tasks() {
    return readers.read(
        "list the tasks",
        connection -> {
          try (PreparedStatement query =
                  connection.prepareStatement("SELECT task FROM task ORDER BY number");
              ResultSet result = query.executeQuery()) {
            List<TaskId> tasks = new ArrayList<>();
            while (result.next()) {
              tasks.add(new TaskId(String.valueOf(result.getString(1))));
            }
            return List.copyOf(tasks);
          }
        });
  }

  /** Recomputes the task's chain from the stored columns. Purged payloads do not break it. */
  public Integrity verify(TaskId task) {
    ChainCheck check = new ChainCheck(task);
    eachRow(task, check::add);
    return check.end(
        readers.read("verify task " + task, connection -> tail(connection, task)).orElse(null));
  }

  /**
   * Removes the payloads of all events that the task has now, and its checkpoint; the envelopes and
   * their hashes stay, so the chain still verifies. The text is overwritten in the file, and gone
   * from its log when no reader holds an older state.
   *
   * @return how many payloads went
   */
  public int purge(TaskId task) {
    int purged =
        writer.perform(
            "purge task " + task,
            connection -> {
              try (PreparedStatement update =
                  connection.prepareStatement(
                      "UPDATE event SET payload = NULL WHERE task = ? AND payload IS NOT NULL")) {
                update.setString(1, task.value());
                return update.executeUpdate();
              }
            });
    readers.read(
        "empty the log after purging task " + task,
        connection -> {
          try (PreparedStatement checkpoint =
              connection.prepareStatement("PRAGMA wal_checkpoint(TRUNCATE)")) {
            return checkpoint.execute();
          }
        });
    return purged;
  }

  /**
   * Writes the task's events as one JSON object a line, every field of the envelope and the payload
   * as text, in the form that {@code docs/journal.md} describes for whoever checks the chain.
   */
  public void export(TaskId task, Appendable out) throws IOException {
    List<IOException> failure = new ArrayList<>();
    eachRow(
        task,
        row -> {
          try {
            if (failure.isEmpty()) {
              out.append(ExportLine.of(row)).append('\n');
            }
          } catch (IOException broken) {
            failure.add(broken);
          }
        });
    if (!failure.isEmpty()) {
      throw failure.getFirst();
    }
  }

  /**
   * Tells the listener of every event from the position on, what is there and what will come, in
   * order and without a gap between the two.
   *
   * @param fromPosition the first one wanted; one past the end waits for it
   */
  public Subscription subscribe(long fromPosition, JournalListener listener) {
    return tide.follow("journal-subscription", new JournalReader(this, fromPosition, listener));
  }

  /** Stands in for a small disk. */
  void limitPages(long pages) {
    writer.limitPages(pages);
  }

  /** Ends the subscriptions, waits for what is being appended, closes the file. */
  @Override
  public void close() {
    tide.close();
    writer.close();
    readers.close();
  }
}
