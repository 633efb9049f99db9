package dev.tercet.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tercet.server.store.AppendContext;
import dev.tercet.server.store.Checkpoint;
import dev.tercet.server.store.CommandKey;
import dev.tercet.server.store.EventCodec;
import dev.tercet.server.store.Happened;
import dev.tercet.server.store.Integrity;
import dev.tercet.server.store.Journal;
import dev.tercet.server.store.Sha256;
import dev.tercet.server.workflow.Actor;
import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.Evolution;
import dev.tercet.server.workflow.RandomPlay;
import dev.tercet.server.workflow.Task;
import dev.tercet.server.workflow.TaskId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay that begins at checkpoints gives what one of all events gives, or the events count. */
class CheckpointTest {

  private static final TaskId TASK = new TaskId("csv-export-k3f9");
  private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");

  /** A long one. */
  private static final List<Event> PLAY =
      IntStream.iterate(0, seed -> seed + 1)
          .mapToObj(RandomPlay::events)
          .filter(events -> events.size() > 150)
          .findFirst()
          .orElseThrow();

  @TempDir Path folder;

  private final EventCodec codec = new EventCodec();

  @Test
  void a_checkpoint_and_what_came_after_it_give_what_all_events_give() {
    for (int seed = 0; seed < 16; seed++) {
      Random dice = new Random(seed);
      List<Event> events = RandomPlay.events(seed);
      try (Journal journal = Journal.open(folder.resolve("home" + seed))) {
        int done = 0;
        while (done < events.size()) {
          int next = Math.min(events.size(), done + 1 + dice.nextInt(events.size()));
          append(journal, done, events.subList(done, next));
          done = next;
          Checkpoint whole = fromEvents(journal);
          Replay replayed = replayed(journal);
          // The words too, because they show the order of maps and sets, which equality does not.
          assertThat(replayed.checkpoint()).as("seed %d", seed).isEqualTo(whole);
          assertThat(replayed.checkpoint().toString()).isEqualTo(whole.toString());
          journal.keep(codec, List.of(replayed.checkpoint()));
          assertThat(journal.checkpoint(codec, TASK)).contains(whole);
          assertThat(replayed(journal).covered()).isEqualTo(done);
        }
      }
    }
  }

  @Test
  void what_was_written_after_the_last_checkpoint_of_a_killed_daemon_is_replayed() {
    try (Journal journal = Journal.open(folder)) {
      keepAll(journal, PLAY.subList(0, 40));
      append(journal, 40, PLAY.subList(40, 70));
    }
    try (Journal journal = Journal.open(folder)) {
      assertThat(replayed(journal).covered()).isEqualTo(40);
      assertThat(replayed(journal).checkpoint()).isEqualTo(fromEvents(journal));
      assertThat(replayed(journal).task().seq()).isEqualTo(70);
    }
  }

  @Test
  void checkpoints_that_do_not_fit_the_events_are_passed_over() throws SQLException {
    passedOver("UPDATE checkpoint SET hash = '%s'".formatted(Sha256.ZERO));
    passedOver("UPDATE event SET hash = '%s' WHERE seq = 40".formatted(Sha256.ZERO));
    passedOver("UPDATE checkpoint SET seq = 39");
    passedOver("UPDATE checkpoint SET form = 'of a newer Tercet'");
    passedOver("UPDATE checkpoint SET state = substr(state, 1, length(state) / 2)");
    passedOver("UPDATE checkpoint SET state = replace(state, '\"hold\":', '\"mood\":')");
    passedOver("UPDATE checkpoint SET state = replace(state, '%s', 'other-k3f9')".formatted(TASK));
    passedOver("DELETE FROM checkpoint");
  }

  private void passedOver(String tampering) throws SQLException {
    Path home = folder.resolve("home" + Integer.toHexString(tampering.hashCode()));
    try (Journal journal = Journal.open(home)) {
      keepAll(journal, PLAY.subList(0, 40));
      append(journal, 40, PLAY.subList(40, 50));
    }
    tamper(home, tampering);
    try (Journal journal = Journal.open(home)) {
      assertThat(replayed(journal).covered()).as(tampering).isZero();
      assertThat(replayed(journal).checkpoint()).as(tampering).isEqualTo(fromEvents(journal));
      assertThat(journal.checkpoint(codec, TASK)).as(tampering).isEmpty();
    }
  }

  @Test
  void a_tampered_event_before_a_checkpoint_is_found_by_verification() throws SQLException {
    try (Journal journal = Journal.open(folder)) {
      keepAll(journal, PLAY.subList(0, 40));
      tamper(folder, "UPDATE event SET payload = '{}' WHERE seq = 20");
      assertThat(journal.verify(TASK))
          .isEqualTo(new Integrity.Broken(20, "its payload is not what was hashed"));
    }
  }

  @Test
  void a_checkpoint_that_says_something_else_than_the_events_is_found_and_dropped()
      throws SQLException {
    try (Journal journal = Journal.open(folder);
        EventLog log = new EventLog(journal, codec, new Deaf())) {
      assertThat(log.isCheckpointTrue(TASK)).isTrue();
      keepAll(journal, PLAY.subList(0, 40));
      assertThat(log.isCheckpointTrue(TASK)).isTrue();
      assertThat(journal.checkpoint(codec, TASK)).isPresent();
      tamper(folder, "UPDATE checkpoint SET state = replace(state, 'CSV export', 'TSV export')");
      assertThat(log.isCheckpointTrue(TASK)).isFalse();
      assertThat(journal.checkpoint(codec, TASK)).isEmpty();
      assertThat(log.isCheckpointTrue(TASK)).isTrue();
    }
  }

  @Test
  void purging_takes_the_checkpoint_and_none_comes_back() throws SQLException {
    try (Journal journal = Journal.open(folder)) {
      Checkpoint kept = keepAll(journal, PLAY.subList(0, 40));
      journal.purge(TASK);
      assertThat(checkpoints()).isZero();
      journal.keep(codec, List.of(kept));
      assertThat(checkpoints()).isZero();
      Replays replays = new Replays();
      journal.replay(codec, replays);
      assertThat(replays.all()).isEmpty();
    }
  }

  @Test
  void a_journal_from_before_checkpoints_gets_a_place_for_them() throws SQLException {
    List<Event> events = PLAY.subList(0, 40);
    try (Journal journal = Journal.open(folder)) {
      append(journal, 0, events);
    }
    tamper(
        folder,
        "DROP TABLE checkpoint",
        "DROP TRIGGER IF EXISTS purged_takes_checkpoint",
        "PRAGMA user_version = 1");
    try (Journal journal = Journal.open(folder)) {
      Checkpoint whole = fromEvents(journal);
      journal.keep(codec, List.of(whole));
      assertThat(journal.checkpoint(codec, TASK)).contains(whole);
    }
  }

  @Test
  void a_task_that_comes_to_rest_or_has_many_events_gets_one_by_itself() {
    try (Journal journal = Journal.open(folder);
        EventLog log = new EventLog(journal, codec, new Deaf())) {
      append(journal, 0, PLAY.subList(0, 130));
      Task task = log.replay().iterator().next().task();
      await().untilAsserted(() -> assertThat(covered(journal)).contains(130L));
      log.append(folded(task, PLAY.get(130)), 130, context(130), List.of(PLAY.get(130)));
      Task ended = folded(task, PLAY.get(130));
      for (int more = 0; more < 16; more++) {
        Event event = more < 15 ? new Event.TaskPaused("again") : new Event.TaskAbandoned("no");
        ended = folded(ended, event);
        log.append(ended, 131L + more, context(131 + more), List.of(event));
      }
      await().untilAsserted(() -> assertThat(covered(journal).orElse(0L)).isBetween(146L, 147L));
      assertThat(replayed(journal).checkpoint()).isEqualTo(fromEvents(journal));
    }
  }

  private static Task folded(Task task, Event event) {
    return Evolution.evolve(task, event, BEGIN);
  }

  private Optional<Long> covered(Journal journal) {
    return journal.checkpoint(codec, TASK).map(kept -> kept.task().seq());
  }

  private Checkpoint keepAll(Journal journal, List<Event> events) {
    append(journal, 0, events);
    Checkpoint checkpoint = fromEvents(journal);
    journal.keep(codec, List.of(checkpoint));
    return checkpoint;
  }

  private void append(Journal journal, int after, List<Event> events) {
    journal.append(TASK, after, context(after), events.stream().map(codec::encode).toList());
  }

  private static AppendContext context(int number) {
    return new AppendContext(
        BEGIN.plusSeconds(number),
        Actor.DAEMON,
        new CommandKey("key " + number, Sha256.of("command " + number)),
        null);
  }

  private Checkpoint fromEvents(Journal journal) {
    Replays replays = new Replays();
    journal.replay(codec, TASK, journal.read(TASK).size(), replays);
    return replays.one().orElseThrow().checkpoint();
  }

  private Replay replayed(Journal journal) {
    Replays replays = new Replays();
    journal.replay(codec, replays);
    assertThat(replays.all()).hasSize(1);
    return replays.one().orElseThrow();
  }

  private long checkpoints() throws SQLException {
    try (Connection connection = connect(folder);
        Statement statement = connection.createStatement();
        var result = statement.executeQuery("SELECT count(*) FROM checkpoint")) {
      return result.next() ? result.getLong(1) : -1;
    }
  }

  private static void tamper(Path home, String... statements) throws SQLException {
    try (Connection connection = connect(home);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TRIGGER IF EXISTS event_is_fixed");
      statement.execute("DROP TRIGGER IF EXISTS payload_can_only_go");
      statement.execute("DROP TRIGGER IF EXISTS purged_takes_checkpoint");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static Connection connect(Path home) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + home.resolve("journal.db"));
  }

  /** Nobody who watches. */
  private static final class Deaf implements EventLog.Watcher {

    @Override
    public void restored(Checkpoint checkpoint) {}

    @Override
    public void happened(Happened happened) {}

    @Override
    public void became(Task task) {}

    @Override
    public void cameTo(long position) {}
  }
}
