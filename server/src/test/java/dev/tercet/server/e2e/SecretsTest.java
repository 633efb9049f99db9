package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.ExportJournal;
import dev.tercet.protocol.Handback;
import dev.tercet.protocol.ReadArtifact;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.e2e.Playground.Open;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the user's keys get into no commit without their word, and into no log at all. */
class SecretsTest {

  private static final String SECRET = "sk-sample-0123456789";

  @TempDir Path temp;

  private Playground open() {
    Playground play = Playground.prepare(temp);
    play.environment().put("SAMPLE_API_KEY", SECRET);
    return play;
  }

  @Test
  void a_known_secret_is_not_committed_without_a_decision() {
    try (Playground play = Playground.prepare(temp)) {
      play.environment().put("SAMPLE_API_KEY", "sk-sample-0123456789");
      play.startDaemon();
      String script =
          Scripts.plan("Configure it")
              + "on build\n  write src/config.txt \"key=sk-sample-0123456789\"\n  say Done.\n\n"
              + Scripts.contentReviewers();
      String task = play.create(play.ticket("Leak", script));
      play.approve(task);
      Open<Asked.Boundary> hit = play.asked(task, Asked.Boundary.class);
      assertThat(hit.asked().reason())
          .contains("src/config.txt", "holds a secret")
          .doesNotContain("sk-sample");
      assertThat(play.tree("tercet/" + task)).doesNotContain("src/config.txt");
      play.resolve(hit, "continue");
      play.asked(task, Asked.Merge.class);
      assertThat(play.tree("tercet/" + task)).contains("src/config.txt");
    }
  }

  @Test
  void a_secret_in_a_spec_is_a_decision_too() {
    try (Playground play = Playground.prepare(temp)) {
      play.environment().put("SAMPLE_API_KEY", "sk-sample-0123456789");
      play.startDaemon();
      String task =
          play.create(
              play.ticket(
                  "Leak", Scripts.smooth("x").replace("Write them.", "sk-sample-0123456789")));
      assertThat(play.asked(task, Asked.Boundary.class).asked().reason())
          .contains("spec.md", "holds a secret");
      assertThat(play.tree("tercet/" + task)).noneMatch(path -> path.contains("spec.md"));
    }
  }

  @Test
  void a_secret_that_a_person_left_in_the_worktree_is_theirs_to_take_out_or_to_commit() {
    try (Playground play = open()) {
      play.startDaemon();
      String task = play.create(play.ticket("By hand", Scripts.smooth("hand")));
      play.approve(task);
      play.asked(task, Asked.Merge.class);
      Path worktree = takenOver(play, task);
      Playground.put(worktree.resolve("src/mine.txt"), "key=" + SECRET + "\n");
      handBack(play, task);

      Open<Asked.Boundary> hit = play.asked(task, Asked.Boundary.class);
      assertThat(hit.asked().reason())
          .contains("src/mine.txt holds a secret", worktree.toString(), "try again")
          .doesNotContain(SECRET);
      assertThat(play.tree("tercet/" + task)).doesNotContain("src/mine.txt");
      Playground.put(worktree.resolve("src/mine.txt"), "key=from the environment\n");
      play.resolve(hit, "retry");
      play.until(task, _ -> play.tree("tercet/" + task).contains("src/mine.txt"));
      play.asked(task, Asked.Merge.class);

      assertThat(takenOver(play, task)).isEqualTo(worktree);
      Playground.put(worktree.resolve("src/sample.txt"), SECRET + "\n");
      play.gitIn(worktree, "add", "-A");
      play.gitIn(worktree, "commit", "-q", "-m", "It is a sample");
      handBack(play, task);
      play.until(task, view -> view.head().equals(play.git("rev-parse", "tercet/" + task)));
      assertThat(play.tree("tercet/" + task)).contains("src/sample.txt");
    }
  }

  private static Path takenOver(Playground play, String task) {
    TaskView view = play.ask(play.client().task().takeover(Playground.command(task)));
    return Path.of(view.worktree());
  }

  private static void handBack(Playground play, String task) {
    play.ask(play.client().task().handback(new Handback(task, "Mine", null, null)));
  }

  @Test
  void what_reviewers_and_checks_say_is_written_down_without_it() {
    try (Playground play = open()) {
      play.write(
          ".tercet/workflows/checked.md",
          """
          # Checked

          ### [ ] Step: Plan
          <!-- agent: planner -->
          <!-- gate: approve spec.md -->
          Write `{@artifacts_path}/spec.md`.

          ### [ ] Step: Build
          <!-- agent: builder -->
          <!-- plan: spec.md -->
          Build it.

          ### [ ] Step: Check
          <!-- role: check -->
          <!-- run: printf 'sk-sample-'; echo 0123456789 was seen -->
          <!-- produces: check.md -->
          Look.

          ### [ ] Step: Review
          <!-- agent: reviewer -->
          <!-- gate: findings -->
          Review it.
          """);
      play.commit("A workflow");
      play.startDaemon();
      String script =
          Scripts.plan("Only")
              + Scripts.build("only")
              + """
              on review
                find minor at=src/only-1.txt:1 class=security "It prints sk-sample-0123456789"
                say I saw sk-sample-0123456789 there.

              """;
      String task =
          play.create(
              Playground.trusted(Playground.withWorkflow(play.ticket("Look", script), "checked")));
      play.approve(task);
      play.asked(task, Asked.Findings.class);

      assertThat(artifact(play, task, "check.md")).isEqualTo("[redacted] was seen\n");
      assertThat(artifact(play, task, "review.md"))
          .contains("It prints [redacted]", "I saw [redacted] there");
      String branch = "tercet/" + task;
      for (String path : play.tree(branch)) {
        assertThat(play.git("show", branch + ":" + path)).as(path).doesNotContain(SECRET);
      }
      play.stopDaemon();
      assertThat(containing(play.home(), SECRET)).isEmpty();
    }
  }

  @Test
  void what_comes_with_a_checks_output_is_a_decision() {
    try (Playground play = open()) {
      play.write(
          ".tercet/workflows/checked.md",
          """
          # Checked

          ### [ ] Step: Check
          <!-- role: check -->
          <!-- run: cd .tercet && mkdir -p tasks/$TERCET_TASK_ID && cd tasks/$TERCET_TASK_ID && printf sk-sample- > more.txt && echo 0123456789 >> more.txt -->
          <!-- produces: check.md -->
          Look.
          """);
      play.commit("A workflow");
      play.startDaemon();
      String task =
          play.create(
              Playground.trusted(
                  Playground.withWorkflow(play.ticket("Look", Scripts.smooth("look")), "checked")));
      Open<Asked.Boundary> hit = play.asked(task, Asked.Boundary.class);
      assertThat(hit.asked().reason()).contains("more.txt holds a secret");
      play.resolve(hit, "continue");
      play.until(task, view -> view.summary().state().kind() == TaskState.Kind.READY);
      assertThat(play.tree("tercet/" + task))
          .contains(".tercet/tasks/" + task + "/more.txt", ".tercet/tasks/" + task + "/check.md");
    }
  }

  private static String artifact(Playground play, String task, String name) {
    return play.ask(play.client().artifact().read(new ReadArtifact(task, name, null))).text();
  }

  /** The files that have it, in whatever form. */
  private static List<String> containing(Path folder, String text) {
    return Playground.files(folder).stream()
        .filter(file -> holds(folder.resolve(file), text))
        .toList();
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_secret_in_a_spec_that_was_edited_gets_into_no_event() {
    try (Playground play = open()) {
      play.startDaemon();
      String task = play.create(play.ticket("Edit it", Scripts.smooth("edit")));
      Open<Asked.Approval> open = play.asked(task, Asked.Approval.class);
      Path spec = Path.of(open.task().worktree()).resolve(".tercet/tasks/" + task + "/spec.md");
      Playground.put(spec, Playground.read(spec) + "- [ ] Log in with " + SECRET + "\n");
      play.ask(play.client().decision().approve(Playground.approval(open)));
      play.asked(task, Asked.Approval.class, again -> again.asked().revision() == 2);
      String events =
          play.ask(play.client().journal().export(new ExportJournal(task, null, null))).toString();
      assertThat(events).contains("Log in with [redacted]").doesNotContain(SECRET);
    }
  }

  @Test
  void the_daemons_log_does_not_say_it() throws Exception {
    try (Playground play = open()) {
      Path log = play.root().resolve("real.log");
      Playground.put(
          play.home().resolve("settings.json"),
          "{\"notify.command\": \"echo nobody answers at " + SECRET + " >&2; exit 1\"}");
      Process daemon = daemon(play, log);
      try {
        play.connect();
        String task = play.create(play.ticket("Tell", Scripts.smooth("tell")));
        play.asked(task, Asked.Approval.class);
        play.until(task, _ -> Playground.read(log).contains("nobody answers"));
      } finally {
        play.stopDaemon();
        daemon.destroy();
        assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(log).content().contains("nobody answers at [redacted]").doesNotContain(SECRET);
    }
  }

  private static Process daemon(Playground play, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tercet.server.Main",
                "daemon")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(play.environment());
    return builder.start();
  }
}
