package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.Option;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.TaskState;
import dev.tercet.server.DyingDaemon.Moment;
import dev.tercet.server.e2e.Playground.Open;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that a daemon cannot work on, or not for a while. */
class BadMachineTest {

  @TempDir Path temp;

  @Test
  void without_git_or_with_an_old_one_the_daemon_says_what_to_install() throws Exception {
    try (Playground play = Playground.prepare(temp)) {
      Path bin = Files.createDirectories(play.root().resolve("bin"));
      Path profile = play.root().resolve("user/.profile");
      Playground.put(profile, "PATH='" + bin + "'\nexport PATH\n");
      String path = play.environment().put("PATH", bin.toString());
      assertThatThrownBy(play::startDaemon)
          .hasStackTraceContaining("there is no git on the PATH")
          .hasStackTraceContaining("install git 2.38");

      Path git = bin.resolve("git");
      Files.writeString(git, "#!/bin/sh\necho git version 2.30.2\n");
      Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwx------"));
      assertThatThrownBy(play::startDaemon)
          .hasStackTraceContaining(git + " is git 2.30")
          .hasStackTraceContaining("install git 2.38");

      Files.delete(profile);
      play.environment().put("PATH", path);
      play.startDaemon();
      play.asked(
          play.create(play.ticket("Now it is there", Scripts.smooth("now"))), Asked.Approval.class);
    }
  }

  @Test
  void a_repository_that_cannot_be_written_is_the_trouble_of_its_task_alone() throws Exception {
    try (Playground play = Playground.open(temp)) {
      // A file where git wants a folder is in the way of every user, the superuser included.
      Path inTheWay = play.repository().resolve(".tercet/worktrees");
      Playground.put(inTheWay, "");
      String task = play.create(play.ticket("No room", Scripts.smooth("room")));
      var open = play.asked(task, Asked.Failure.class);
      assertThat(open.asked().reason()).contains(".tercet/worktrees");
      assertThat(play.show(task).summary().state().kind()).isEqualTo(TaskState.Kind.FAILED);
      Files.delete(inTheWay);
      play.resolve(open, "retry");
      play.asked(task, Asked.Approval.class);
    }
  }

  @Test
  void a_repository_that_may_only_be_read_is_the_trouble_of_its_task_alone() throws Exception {
    try (Playground play = Playground.prepare(temp).uncaged()) {
      Optional<List<String>> by = readOnly(play);
      if (by.isEmpty()) {
        return; // Nothing binds the superuser here; the file in the way above is what is left.
      }
      try (ChildDaemon daemon = ChildDaemon.start(play, Moment.NEVER, by.get())) {
        String task = daemon.insist(() -> play.create(play.ticket("Read", Scripts.smooth("read"))));
        Open<Asked.Failure> open = daemon.insist(() -> play.asked(task, Asked.Failure.class));
        assertThat(open.asked().reason())
            .contains(play.repository().resolve(".git").toString())
            .containsAnyOf("Read-only file system", "AccessDenied", "Permission denied");
        assertThat(open.task().summary().state().kind()).isEqualTo(TaskState.Kind.FAILED);
        assertThat(open.asked().options()).extracting(Option::id).contains("retry", "abandon");
        play.resolve(open, "abandon");
        play.until(task, TaskState.Kind.ABANDONED);
      } finally {
        rights(play, "rwx------");
      }
    }
  }

  /**
   * What a daemon is started by so that it may not write the repository; empty where nothing is.
   */
  private static Optional<List<String>> readOnly(Playground play) throws Exception {
    rights(play, "r-x------");
    if (!Files.isWritable(play.repository().resolve(".git"))) {
      return Optional.of(List.of());
    }
    rights(play, "rwx------");
    String repository = play.repository().toString();
    List<String> bound =
        List.of(
            "bwrap",
            "--die-with-parent",
            "--dev-bind",
            "/",
            "/",
            "--ro-bind",
            repository,
            repository);
    List<String> tried = new ArrayList<>(bound);
    tried.addAll(List.of("sh", "-c", "! touch '" + repository + "/touched' 2>/dev/null"));
    try {
      return new ProcessBuilder(tried).start().waitFor() == 0
          ? Optional.of(bound)
          : Optional.empty();
    } catch (IOException notInstalled) {
      return Optional.empty();
    }
  }

  private static void rights(Playground play, String rights) throws IOException {
    for (String folder : List.of(".git/info", ".git/refs/heads", ".git")) {
      Files.setPosixFilePermissions(
          play.repository().resolve(folder), PosixFilePermissions.fromString(rights));
    }
  }

  /** A full disk, for whoever runs the tests: every insert into the journal is turned down. */
  @Test
  void while_the_journal_cannot_be_written_nothing_is_acknowledged_and_nothing_is_lost()
      throws Exception {
    String script =
        Scripts.plan("Only")
            + """
            on build
              run echo turn >> "%1$s/turns"
              run touch "%1$s/started"; until test -e "%1$s/go"; do sleep 0.05; done
              write src/done.txt done

            """
            + Scripts.contentReviewers();
    try (Playground play = Playground.prepare(temp).uncaged()) {
      play.startDaemon();
      String task = play.create(play.ticket("Wait", script.formatted(play.root())));
      String other = play.create(play.ticket("Other", Scripts.smooth("other")));
      play.approve(task);
      play.asked(other, Asked.Approval.class);
      play.until(task, view -> Files.exists(play.root().resolve("started")));

      journal(
          play,
          """
          CREATE TRIGGER full BEFORE INSERT ON event
          BEGIN SELECT RAISE(ABORT, 'the disk is full'); END""");
      var approval = Playground.approval(play.asked(other, Asked.Approval.class));
      assertThat(Playground.outcome(play.client().decision().approve(approval)))
          .isEqualTo(ProtocolError.FAILED);
      Playground.put(play.root().resolve("go"), "");
      play.until(task, view -> view.warnings().toString().contains("the disk is full"));

      journal(play, "DROP TRIGGER full");
      play.asked(task, Asked.Merge.class);
      assertThat(play.root().resolve("turns")).hasContent("turn\n");
      play.ask(play.client().decision().approve(approval));
      play.asked(other, Asked.Merge.class);
    }
  }

  private static void journal(Playground play, String change) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + play.home().resolve("journal.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute(change);
    }
  }
}
