package dev.tercet.server.store;

import dev.tercet.server.workflow.TaskId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of checkpoints, at most one for each task. One counts only while the event that it ends
 * with is there, has the hash that it had, and is not purged.
 */
final class CheckpointTable {

  /**
   * A checkpoint's text is bounded like an event's; a task with more is replayed from its events.
   */
  private static final int MOST_CHARACTERS = Payload.LIMIT;

  private static final String COUNTS =
      """
       c.form = ? AND EXISTS (
        SELECT 1 FROM event e
        WHERE e.task = c.task AND e.seq = c.seq AND e.hash = c.hash AND e.payload IS NOT NULL)
      """;

  private CheckpointTable() {}

  /**
   * A task as the journal's list has it.
   *
   * @param last seq of its last event
   * @param covered seq of the last event that a checkpoint covers, 0 where none counts
   */
  record Stand(TaskId task, long last, long covered) {}

  /**
   * In the order of the tasks' first events.
   *
   * @param only this task, null for all
   */
  static List<Stand> stands(Connection connection, String form, @Nullable TaskId only)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT t.task, t.seq, coalesce(c.seq, 0) FROM task t LEFT JOIN checkpoint c"
                + " ON c.task = t.task AND"
                + COUNTS
                + (only == null ? "" : " WHERE t.task = ?")
                + " ORDER BY t.number")) {
      query.setString(1, form);
      if (only != null) {
        query.setString(2, only.value());
      }
      List<Stand> stands = new ArrayList<>();
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          TaskId task = new TaskId(String.valueOf(result.getString(1)));
          stands.add(new Stand(task, result.getLong(2), result.getLong(3)));
        }
      }
      return stands;
    }
  }

  static Optional<Checkpoint> find(Connection connection, CheckpointCodec codec, Stand stand)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT c.state FROM checkpoint c WHERE c.task = ? AND c.seq = ? AND" + COUNTS)) {
      query.setString(1, stand.task().value());
      query.setLong(2, stand.covered());
      query.setString(3, codec.form());
      try (ResultSet result = query.executeQuery()) {
        return result.next()
            ? Optional.ofNullable(result.getString(1))
                .flatMap(codec::decode)
                .filter(
                    found ->
                        found.task().id().equals(stand.task())
                            && found.task().seq() == stand.covered())
            : Optional.empty();
      }
    }
  }

  /** Puts it in the place of an older one, unless its last event is not there or purged. */
  static void put(Connection connection, CheckpointCodec codec, Checkpoint checkpoint)
      throws SQLException {
    String state = codec.encode(checkpoint);
    if (state.length() > MOST_CHARACTERS) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO checkpoint (task, seq, hash, form, state)
            SELECT task, seq, hash, ?, ? FROM event
            WHERE task = ? AND seq = ? AND payload IS NOT NULL
            ON CONFLICT (task) DO UPDATE SET
              seq = excluded.seq, hash = excluded.hash, form = excluded.form, state = excluded.state
            """)) {
      insert.setString(1, codec.form());
      insert.setString(2, state);
      insert.setString(3, checkpoint.task().id().value());
      insert.setLong(4, checkpoint.task().seq());
      insert.executeUpdate();
    }
  }
}
