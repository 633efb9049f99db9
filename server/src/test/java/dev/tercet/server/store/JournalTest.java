package dev.tercet.server.store;

import static dev.tercet.server.store.Journals.AT;
import static dev.tercet.server.store.Journals.DAEMON;
import static dev.tercet.server.store.Journals.TASK;
import static dev.tercet.server.store.Journals.full;
import static dev.tercet.server.store.Journals.payload;
import static dev.tercet.server.store.Journals.payloads;
import static dev.tercet.server.store.Journals.tamper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.server.workflow.Event;
import dev.tercet.server.workflow.TaskId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final TaskId OTHER = new TaskId("search-filter-a1b2");

  @TempDir Path folder;

  private Path home() {
    return folder.resolve("home with ü");
  }

  @Test
  void gives_back_what_was_appended_also_after_reopening() {
    List<Recorded> appended;
    try (Journal journal = Journal.open(home())) {
      appended =
          journal.append(
              TASK, 0, full("k1"), List.of(payload("a\\u0000 ✓ 😀"), new Payload("done", 3, "{}")));
      journal.append(OTHER, 0, DAEMON, List.of(payload("other")));
    }
    try (Journal journal = Journal.open(home())) {
      assertThat(journal.read(TASK)).isEqualTo(appended);
      assertThat(journal.read(OTHER)).extracting(Recorded::position).containsExactly(3L);
      assertThat(journal.tasks()).containsExactly(TASK, OTHER);
      assertThat(journal.lastPosition()).isEqualTo(3);
    }
    Recorded last = appended.getLast();
    assertThat(last.position()).isEqualTo(2);
    assertThat(last.seq()).isEqualTo(2);
    assertThat(last.type()).isEqualTo("done");
    assertThat(last.version()).isEqualTo(3);
    assertThat(last.at()).isEqualTo(AT);
    assertThat(last.actor()).isEqualTo(full("k1").actor());
    assertThat(last.causedBy()).isEqualTo("effect:run/1");
    assertThat(last.previous()).isEqualTo(appended.getFirst().hash());
  }

  @Test
  void refuses_an_append_that_follows_another_event_than_the_last() {
    try (Journal journal = Journal.open(home())) {
      journal.append(TASK, 0, DAEMON, payloads(2));
      assertThatThrownBy(() -> journal.append(TASK, 1, DAEMON, payloads(1)))
          .isInstanceOfSatisfying(
              WrongSequenceException.class,
              refused -> {
                assertThat(refused.expected()).isEqualTo(1);
                assertThat(refused.actual()).isEqualTo(2);
              })
          .hasMessage("append to task csv-export-k3f9 after event 1: its last event is 2");
      assertThat(journal.lastPosition()).isEqualTo(2);
    }
  }

  @Test
  void finds_what_a_command_made() {
    try (Journal journal = Journal.open(home())) {
      journal.append(TASK, 0, DAEMON, payloads(1));
      List<Recorded> made = journal.append(TASK, 1, full("k1"), payloads(2));
      journal.append(OTHER, 0, full("k1"), payloads(1));
      assertThat(journal.find(TASK, "k1")).isEqualTo(made);
      assertThat(made.getFirst().key()).isEqualTo(new CommandKey("k1", Sha256.of("p")));
      assertThat(journal.find(TASK, "k2")).isEmpty();
    }
  }

  @Test
  void reads_everything_from_a_position_over_many_pages() {
    try (Journal journal = Journal.open(home())) {
      journal.append(TASK, 0, DAEMON, payloads(2_500));
      List<Long> positions = new ArrayList<>();
      assertThat(journal.readAll(3, event -> positions.add(event.position()))).isEqualTo(2_501);
      assertThat(positions).hasSize(2_498).isSorted().startsWith(3L).endsWith(2_500L);
      assertThat(journal.readAll(2_501, event -> positions.clear())).isEqualTo(2_501);
      assertThat(journal.read(TASK)).hasSize(2_500);
    }
  }

  @Test
  void concurrent_appends_to_different_tasks_leave_no_gap() throws Exception {
    try (Journal journal = Journal.open(home());
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      appendConcurrently(executor, List.of(journal), 20, 15);
      checkWhole(journal, 20, 300);
    }
  }

  @Test
  void two_daemons_on_one_file_do_not_corrupt_it() throws Exception {
    try (Journal first = Journal.open(home());
        Journal second = Journal.open(home());
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      appendConcurrently(executor, List.of(first, second), 8, 10);
      checkWhole(first, 8, 80);
    }
  }

  private static void appendConcurrently(
      ExecutorService executor, List<Journal> journals, int tasks, int events) throws Exception {
    List<Callable<Void>> appenders = new ArrayList<>();
    for (int number = 0; number < tasks; number++) {
      TaskId task = new TaskId("task-" + number);
      Journal journal = journals.get(number % journals.size());
      appenders.add(
          () -> {
            for (int seq = 0; seq < events; seq++) {
              journal.append(task, seq, DAEMON, payloads(1));
            }
            return null;
          });
    }
    for (Future<Void> appender : executor.invokeAll(appenders)) {
      appender.get();
    }
  }

  private static void checkWhole(Journal journal, int tasks, int events) {
    List<Long> positions = new ArrayList<>();
    journal.readAll(1, event -> positions.add(event.position()));
    assertThat(positions)
        .hasSize(events)
        .isSorted()
        .doesNotHaveDuplicates()
        .endsWith((long) events);
    assertThat(journal.tasks()).hasSize(tasks);
    assertThat(journal.tasks())
        .allSatisfy(task -> assertThat(journal.verify(task)).isInstanceOf(Integrity.Intact.class));
  }

  @Test
  void a_full_disk_refuses_what_does_not_fit_and_nothing_else() {
    try (Journal journal = Journal.open(home())) {
      journal.append(TASK, 0, DAEMON, payloads(3));
      journal.limitPages(30);
      assertThatThrownBy(
              () -> journal.append(TASK, 3, DAEMON, List.of(payload("x".repeat(500_000)))))
          .isInstanceOfSatisfying(
              StoreException.class,
              failure -> {
                assertThat(failure.operation()).isEqualTo("append to task csv-export-k3f9");
                assertThat(failure.path()).isEqualTo(home().resolve("journal.db"));
                assertThat(failure.reason()).startsWith("the disk is full; free some space");
              });
      assertThat(journal.read(TASK)).hasSize(3);
      journal.append(TASK, 3, DAEMON, payloads(1));
      journal.limitPages(0);
      journal.append(TASK, 4, DAEMON, List.of(payload("x".repeat(500_000))));
      assertThat(journal.verify(TASK)).isInstanceOf(Integrity.Intact.class);
      assertThat(journal.lastPosition()).isEqualTo(5);
    }
  }

  @Test
  void what_does_not_fit_does_not_fail_what_was_queued_with_it() throws Exception {
    try (Journal journal = Journal.open(home());
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      journal.append(TASK, 0, DAEMON, payloads(1));
      journal.limitPages(100);
      List<Future<List<Recorded>>> small = new ArrayList<>();
      Future<List<Recorded>> large = null;
      for (int number = 0; number < 20; number++) {
        TaskId task = new TaskId("small-" + number);
        small.add(executor.submit(() -> journal.append(task, 0, DAEMON, payloads(1))));
        if (number == 10) {
          large =
              executor.submit(
                  () -> journal.append(OTHER, 0, DAEMON, List.of(payload("x".repeat(900_000)))));
        }
      }
      for (Future<List<Recorded>> append : small) {
        assertThat(append.get()).hasSize(1);
      }
      assertThatThrownBy(large::get).hasCauseInstanceOf(StoreException.class);
      checkWhole(journal, 21, 21);
    }
  }

  @Test
  void purging_removes_the_words_and_keeps_the_chain() throws IOException {
    String secret = "the customer is " + "Ö".repeat(4_000) + " limited";
    try (Journal journal = Journal.open(home())) {
      journal.append(TASK, 0, DAEMON, List.of(payload("start"), payload(secret)));
      journal.append(OTHER, 0, DAEMON, List.of(payload("stays")));
      assertThat(journal.purge(TASK)).isEqualTo(2);
      List<Recorded> after = journal.append(TASK, 2, DAEMON, List.of(payload("after")));
      assertThat(journal.read(TASK)).extracting(Recorded::json).startsWith(null, null);
      assertThat(journal.verify(TASK))
          .isEqualTo(new Integrity.Intact(3, 2, after.getFirst().hash()));
      assertThat(journal.read(OTHER).getFirst().json()).contains("stays");
      try (var files = Files.list(home())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String content = Files.readString(file, StandardCharsets.ISO_8859_1);
          assertThat(content).as(file.toString()).doesNotContain("the customer is");
        }
      }
    }
  }

  @Test
  void the_file_itself_refuses_changes() throws SQLException {
    try (Journal journal = Journal.open(home())) {
      journal.append(TASK, 0, DAEMON, payloads(2));
      try (Connection connection =
              DriverManager.getConnection("jdbc:sqlite:" + home().resolve("journal.db"));
          Statement statement = connection.createStatement()) {
        for (String sql :
            Set.of(
                "DELETE FROM event",
                "UPDATE event SET type = 'other'",
                "UPDATE event SET payload = '{}'")) {
          assertThatThrownBy(() -> statement.execute(sql))
              .hasMessageContaining("SQLITE_CONSTRAINT");
        }
      }
    }
  }

  @Test
  void refuses_a_newer_file_in_words() throws SQLException {
    Journal.open(home()).close();
    Journals.tamper(home(), "PRAGMA user_version = 7");
    assertThatThrownBy(() -> Journal.open(home()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("written by a newer Tercet (format 7, this one knows 2)")
        .hasMessageContaining("update Tercet");
  }

  @Test
  void refuses_what_is_no_journal_in_words() throws Exception {
    Files.createDirectories(home());
    Path file = home().resolve("journal.db");
    Files.writeString(file, "this is not a database, however long it may be".repeat(50));
    assertThatThrownBy(() -> Journal.open(home()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("it is not a journal; move it away");
    Files.delete(file);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE bookmarks (url TEXT)");
    }
    assertThatThrownBy(() -> Journal.open(home()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("a SQLite file of something else");
  }

  @Test
  void refuses_a_home_that_is_no_folder_in_words() throws IOException {
    Files.writeString(home(), "a file");
    assertThatThrownBy(() -> Journal.open(home()))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("open the journal in " + home().resolve("journal.db"));
  }

  @Test
  void only_the_owner_may_open_its_files() throws IOException {
    try (Journal journal = Journal.open(home())) {
      journal.append(TASK, 0, DAEMON, payloads(1));
      Set<String> files = new HashSet<>();
      try (var listed = Files.list(home())) {
        for (Path file : listed.filter(Files::isRegularFile).toList()) {
          files.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
      }
      assertThat(files).containsExactly("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void says_that_it_is_closed() {
    Journal journal = Journal.open(home());
    journal.close();
    journal.close();
    assertThatThrownBy(() -> journal.append(TASK, 0, DAEMON, payloads(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the journal is closed");
    assertThatThrownBy(() -> journal.read(TASK)).hasMessageContaining("the journal is closed");
  }

  @Test
  void replays_every_event_once_and_in_order_whatever_the_size_of_the_pages() {
    EventCodec codec = new EventCodec();
    Payload small = codec.encode(new Event.TaskPaused("x"));
    Payload large = codec.encode(new Event.TaskPaused("x".repeat(2_000_000)));
    List<Payload> payloads = new ArrayList<>(Collections.nCopies(2_500, small));
    for (int number = 100; number < 110; number++) {
      payloads.set(number, large);
    }
    List<Long> positions = new ArrayList<>();
    try (Journal journal = Journal.open(home())) {
      journal.append(TASK, 0, DAEMON, payloads);
      journal.replay(codec, noting(positions));
    }
    assertThat(positions).isEqualTo(LongStream.rangeClosed(1, 2_500).boxed().toList());
  }

  @Test
  void replays_what_is_left_when_events_are_purged_or_missing() throws SQLException {
    EventCodec codec = new EventCodec();
    Payload event = codec.encode(new Event.TaskStarted());
    List<Long> positions = new ArrayList<>();
    try (Journal journal = Journal.open(home())) {
      journal.append(OTHER, 0, DAEMON, Collections.nCopies(10, event));
      journal.append(TASK, 0, DAEMON, Collections.nCopies(2_000, event));
      journal.purge(OTHER);
    }
    tamper(home(), "DELETE FROM event WHERE position BETWEEN 900 AND 1100");
    try (Journal journal = Journal.open(home())) {
      journal.replay(codec, noting(positions));
    }
    assertThat(positions)
        .isEqualTo(
            LongStream.concat(LongStream.range(11, 900), LongStream.rangeClosed(1_101, 2_010))
                .boxed()
                .toList());
  }

  @Test
  void a_replay_ends_at_an_event_that_cannot_be_read() {
    EventCodec codec = new EventCodec();
    List<Payload> payloads =
        new ArrayList<>(Collections.nCopies(1_500, codec.encode(new Event.TaskStarted())));
    payloads.add(payload("of no type that there is"));
    List<Long> positions = new ArrayList<>();
    try (Journal journal = Journal.open(home())) {
      journal.append(TASK, 0, DAEMON, payloads);
      assertThatThrownBy(() -> journal.replay(codec, noting(positions)))
          .isInstanceOf(UnreadableEventException.class);
    }
    assertThat(positions).hasSize(1_000);
  }

  private static Replayer noting(List<Long> positions) {
    return new Replayer() {
      @Override
      public void begins(Checkpoint checkpoint) {
        throw new AssertionError("nobody kept " + checkpoint);
      }

      @Override
      public void happened(Happened happened) {
        positions.add(happened.position());
      }
    };
  }
}
