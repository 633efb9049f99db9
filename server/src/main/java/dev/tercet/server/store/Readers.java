package dev.tercet.server.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * The connections that read, a few, each used by one thread at a time and kept open between uses. A
 * read takes its rows and gives the connection back before anyone looks at them, so that no
 * callback runs inside a transaction and the log can be checkpointed. Any thread.
 */
final class Readers implements AutoCloseable {

  private static final int CONNECTIONS = 4;

  private final Database database;
  private final Semaphore free = new Semaphore(CONNECTIONS);
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  Readers(Database database) {
    this.database = database;
  }

  /** What is asked of one connection. */
  interface Query<T> {
    T on(Connection connection) throws SQLException;
  }

  <T> T read(String operation, Query<T> query) {
    free.acquireUninterruptibly();
    try {
      if (closed) {
        throw new IllegalStateException(operation + ": the journal is closed");
      }
      Connection connection = idle.poll();
      if (connection == null) {
        connection = database.connect();
      }
      T result = take(connection, query);
      idle.add(connection);
      return result;
    } catch (SQLException failure) {
      throw database.failure(operation, failure);
    } finally {
      free.release();
    }
  }

  /** A connection that failed is not used again. */
  private static <T> T take(Connection connection, Query<T> query) throws SQLException {
    try {
      return query.on(connection);
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  /** Rows until the end, the limit or about {@code characters} in memory, whichever is first. */
  static List<Row> rows(ResultSet result, int limit, int characters) throws SQLException {
    List<Row> rows = new ArrayList<>();
    long weight = 0;
    while (rows.size() < limit && weight < characters && result.next()) {
      Row row = Row.read(result);
      rows.add(row);
      weight += row.weight();
    }
    return rows;
  }

  /** Waits for reads under way; a later one is refused. */
  @Override
  public void close() {
    free.acquireUninterruptibly(CONNECTIONS);
    closed = true;
    try {
      for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
        connection.close();
      }
    } catch (SQLException failure) {
      throw database.failure("close the journal", failure);
    } finally {
      free.release(CONNECTIONS);
    }
  }
}
