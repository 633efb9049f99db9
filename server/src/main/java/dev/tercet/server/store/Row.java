package dev.tercet.server.store;

import dev.tercet.server.workflow.Actor;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.TaskId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One event as the columns hold it, unparsed: what the chain is computed over, and what
 * verification reads even where a column holds nonsense.
 */
record Row(
    long position,
    String task,
    long seq,
    String type,
    long version,
    String at,
    String actorKind,
    String actorUser,
    String actorClient,
    @Nullable String actorRun,
    @Nullable String commandKey,
    @Nullable String commandHash,
    @Nullable String causedBy,
    String previous,
    String payloadHash,
    String hash,
    @Nullable String payload) {

  static final String COLUMNS =
      "position, task, seq, type, version, at, actor_kind, actor_user, actor_client, actor_run,"
          + " command_key, command_hash, caused_by, previous_hash, payload_hash, hash, payload";

  static final String INSERT =
      "INSERT INTO event (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

  /** The row that follows {@code previous} in the task's chain. */
  static Row of(long position, TaskId task, Tail tail, AppendContext context, Payload payload) {
    Actor actor = context.actor();
    CommandKey key = context.key();
    RunId run = actor.run();
    Row open =
        new Row(
            position,
            task.value(),
            tail.seq() + 1,
            payload.type(),
            payload.version(),
            context.at().toString(),
            actor.kind().name().toLowerCase(Locale.ROOT),
            actor.user(),
            actor.client(),
            run == null ? null : run.value(),
            key == null ? null : key.value(),
            key == null ? null : key.payload().hex(),
            context.causedBy(),
            tail.hash(),
            Sha256.of(payload.json()).hex(),
            "",
            payload.json());
    return open.withHash(Chain.hash(open).hex());
  }

  /** Where a task's chain ends: seq 0 and {@link Sha256#ZERO} before its first event. */
  record Tail(long seq, String hash) {
    static final Tail START = new Tail(0, Sha256.ZERO.hex());
  }

  private Row withHash(String sealed) {
    return new Row(
        position,
        task,
        seq,
        type,
        version,
        at,
        actorKind,
        actorUser,
        actorClient,
        actorRun,
        commandKey,
        commandHash,
        causedBy,
        previous,
        payloadHash,
        sealed,
        payload);
  }

  static Row read(ResultSet columns) throws SQLException {
    return new Row(
        columns.getLong(1),
        text(columns, 2),
        columns.getLong(3),
        text(columns, 4),
        columns.getLong(5),
        text(columns, 6),
        text(columns, 7),
        text(columns, 8),
        text(columns, 9),
        columns.getString(10),
        columns.getString(11),
        columns.getString(12),
        columns.getString(13),
        text(columns, 14),
        text(columns, 15),
        text(columns, 16),
        columns.getString(17));
  }

  /** The table's NOT NULL says that it is there; a damaged file may say otherwise. */
  private static String text(ResultSet columns, int index) throws SQLException {
    String value = columns.getString(index);
    return value == null ? "" : value;
  }

  void bind(PreparedStatement insert) throws SQLException {
    insert.setLong(1, position);
    insert.setString(2, task);
    insert.setLong(3, seq);
    insert.setString(4, type);
    insert.setLong(5, version);
    insert.setString(6, at);
    insert.setString(7, actorKind);
    insert.setString(8, actorUser);
    insert.setString(9, actorClient);
    insert.setString(10, actorRun);
    insert.setString(11, commandKey);
    insert.setString(12, commandHash);
    insert.setString(13, causedBy);
    insert.setString(14, previous);
    insert.setString(15, payloadHash);
    insert.setString(16, hash);
    insert.setString(17, payload);
  }

  /**
   * The same in types.
   *
   * @throws RuntimeException where a damaged column cannot be read as what it is
   */
  Recorded parse() {
    return parse(new TaskId(task));
  }

  /** With the task's id already made: a page has many rows of few tasks. */
  Recorded parse(TaskId id) {
    CommandKey key =
        commandKey == null || commandHash == null
            ? null
            : new CommandKey(commandKey, new Sha256(commandHash));
    return new Recorded(
        position,
        id,
        seq,
        type,
        Math.toIntExact(version),
        Instant.parse(at),
        actor(),
        key,
        causedBy,
        new Sha256(previous),
        new Sha256(payloadHash),
        new Sha256(hash),
        payload);
  }

  private Actor actor() {
    return new Actor(
        Actor.Kind.valueOf(actorKind.toUpperCase(Locale.ROOT)),
        actorUser,
        actorClient,
        actorRun == null ? null : new RunId(actorRun));
  }

  /** Characters that it holds in memory, roughly. */
  int weight() {
    return 500 + (payload == null ? 0 : payload.length());
  }
}
