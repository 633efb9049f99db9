package dev.tercet.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.sqlite.SQLiteException;

/** The journal's SQLite file: how it is made, opened and spoken about when it fails. */
record Database(Path home) {

  /** Of the tables below; a change adds a step to {@link #prepare} and raises it. */
  private static final int SCHEMA = 2;

  /** {@code Terc}, so that {@code file} and we know our own. */
  private static final int APPLICATION = 0x54657263;

  /** Waiting for another process that writes, before the operation is given up. */
  private static final int BUSY_MILLIS = 10_000;

  /** What the first form had. */
  private static final String[] EVENTS = {
    """
    CREATE TABLE event (
      position INTEGER PRIMARY KEY,
      task TEXT NOT NULL,
      seq INTEGER NOT NULL,
      type TEXT NOT NULL,
      version INTEGER NOT NULL,
      at TEXT NOT NULL,
      actor_kind TEXT NOT NULL,
      actor_user TEXT NOT NULL,
      actor_client TEXT NOT NULL,
      actor_run TEXT,
      command_key TEXT,
      command_hash TEXT,
      caused_by TEXT,
      previous_hash TEXT NOT NULL,
      payload_hash TEXT NOT NULL,
      hash TEXT NOT NULL,
      payload TEXT,
      UNIQUE (task, seq)
    ) STRICT
    """,
    """
    CREATE INDEX event_by_key ON event (task, command_key) WHERE command_key IS NOT NULL
    """,
    """
    CREATE TABLE task (
      number INTEGER PRIMARY KEY,
      task TEXT NOT NULL UNIQUE,
      seq INTEGER NOT NULL,
      hash TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER event_stays BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER event_is_fixed BEFORE UPDATE OF
      position, task, seq, type, version, at, actor_kind, actor_user, actor_client, actor_run,
      command_key, command_hash, caused_by, previous_hash, payload_hash, hash ON event
    BEGIN SELECT RAISE(ABORT, 'of an event only the payload can go'); END
    """,
    """
    CREATE TRIGGER payload_can_only_go BEFORE UPDATE OF payload ON event
    WHEN NEW.payload IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'of an event only the payload can go'); END
    """,
  };

  /** What the second form has more. A checkpoint goes with the words that it was made of. */
  private static final String[] CHECKPOINTS = {
    """
    CREATE TABLE checkpoint (
      task TEXT PRIMARY KEY,
      seq INTEGER NOT NULL,
      hash TEXT NOT NULL,
      form TEXT NOT NULL,
      state TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER purged_takes_checkpoint AFTER UPDATE OF payload ON event
    BEGIN DELETE FROM checkpoint WHERE task = NEW.task; END
    """,
  };

  Path file() {
    return home.resolve("journal.db");
  }

  /** Makes the file where it is missing and brings its tables to what this program knows. */
  void prepare() {
    try {
      PrivateFiles.folder(home);
      PrivateFiles.file(file());
      NativeLibrary.unpack(home);
    } catch (IOException failure) {
      throw new StoreException("open the journal", file(), words(failure), failure);
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("BEGIN IMMEDIATE");
      check(statement);
      statement.execute("COMMIT");
    } catch (SQLException failure) {
      throw failure("open the journal", failure);
    }
  }

  private void check(Statement statement) throws SQLException {
    long schema = number(statement, "PRAGMA user_version");
    if (schema > SCHEMA) {
      throw new StoreException(
          "open the journal",
          file(),
          "it was written by a newer Tercet (format %d, this one knows %d); update Tercet"
              .formatted(schema, SCHEMA));
    }
    boolean isOurs = schema > 0 && number(statement, "PRAGMA application_id") == APPLICATION;
    if (!isOurs && number(statement, "SELECT count(*) FROM sqlite_schema") > 0) {
      throw new StoreException(
          "open the journal",
          file(),
          "it is a SQLite file of something else; move it away or set another TERCET_HOME");
    }
    if (!isOurs) {
      add(statement, EVENTS);
    }
    if (!isOurs || schema < SCHEMA) {
      add(statement, CHECKPOINTS);
      statement.execute("PRAGMA application_id = " + APPLICATION);
      statement.execute("PRAGMA user_version = " + SCHEMA);
    }
  }

  private static void add(Statement statement, String[] tables) throws SQLException {
    for (String table : tables) {
      statement.execute(table);
    }
  }

  static long number(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  /**
   * A connection that commits durably: FULL syncs the log at every commit, and fullfsync makes that
   * true on macOS. Sorting stays in memory, so that nothing of a task reaches a temporary folder.
   */
  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA fullfsync = ON");
      statement.execute("PRAGMA temp_store = MEMORY");
      statement.execute("PRAGMA secure_delete = ON");
      statement.execute("PRAGMA journal_size_limit = 67108864");
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
    return connection;
  }

  StoreException failure(String operation, SQLException failure) {
    return new StoreException(operation, file(), words(failure), failure);
  }

  private String words(SQLException failure) {
    String code =
        failure instanceof SQLiteException known ? known.getResultCode().name() : "SQLITE_ERROR";
    return switch (code.split("_", 3)[1]) {
      case "FULL" -> "the disk is full; free some space, nothing acknowledged is lost";
      case "READONLY" -> "it is read-only; check the rights of the file and its folder";
      case "CANTOPEN", "PERM", "AUTH" ->
          "it cannot be opened; check the rights of the file and its folder";
      case "IOERR" -> "the disk reported an error (" + failure.getMessage() + "); check the disk";
      case "CORRUPT" ->
          "it is damaged (%s); keep a copy and run `tercet journal verify`"
              .formatted(failure.getMessage());
      case "NOTADB" -> "it is not a journal; move it away or set another TERCET_HOME";
      case "BUSY", "LOCKED" ->
          "another process has been writing for %d s; is a second daemon running?"
              .formatted(BUSY_MILLIS / 1000);
      default -> String.valueOf(failure.getMessage());
    };
  }

  private String words(IOException failure) {
    String happened =
        failure.getClass().getSimpleName().replaceAll("Exception$", "").toLowerCase(Locale.ROOT);
    return Files.isWritable(home)
        ? happened + ": " + failure.getMessage()
        : "the folder cannot be written (%s); check its rights".formatted(happened);
  }
}
