package dev.tercet.server.store;

import dev.tercet.server.workflow.Actor;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.TaskId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** What the journal's tests have in common. */
final class Journals {

  static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");
  static final TaskId TASK = new TaskId("csv-export-k3f9");
  static final AppendContext DAEMON = AppendContext.daemon(AT, null);

  private Journals() {}

  /** Everything that an envelope can have. */
  static AppendContext full(String key) {
    Actor actor =
        new Actor(Actor.Kind.AGENT, "zoë \"z\"\n\u0000", "vscode 1.1", new RunId("csv-1.2"));
    return new AppendContext(AT, actor, new CommandKey(key, Sha256.of("p")), "effect:run/1");
  }

  static Payload payload(String text) {
    return new Payload("noted", 1, "{\"text\":\"" + text + "\"}");
  }

  static List<Payload> payloads(int count) {
    return IntStream.range(0, count).mapToObj(number -> payload("number " + number)).toList();
  }

  /** Somebody with a SQLite shell and no respect. */
  static void tamper(Path home, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("journal.db"));
        Statement statement = connection.createStatement()) {
      for (String trigger : List.of("event_stays", "event_is_fixed", "payload_can_only_go")) {
        statement.execute("DROP TRIGGER IF EXISTS " + trigger);
      }
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
