package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.Rebase;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.e2e.Playground.Open;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repository's own files make run runs only after a person trusted exactly that. */
class TrustTest {

  private static final String SETTINGS = ".tercet/settings.json";

  @TempDir Path temp;

  private static void settings(Playground play, String text) {
    play.write(SETTINGS, text);
    play.commit("Settings");
  }

  @Test
  void a_setup_command_runs_once_it_is_trusted_and_a_change_asks_again_with_the_difference() {
    try (Playground play = Playground.open(temp)) {
      play.write(".gitignore", "set-up.txt\n");
      settings(play, "{\"setup\": \"echo first > set-up.txt\"}\n");

      String task = play.create(play.ticket("First", Scripts.smooth("first")));
      Open<Asked.Trust> open = play.asked(task, Asked.Trust.class);
      assertThat(open.asked().what()).isEqualTo("setup of the repository");
      assertThat(open.asked().content()).contains("echo first > set-up.txt", "sha256 ");
      assertThat(open.asked().hash()).matches("[0-9a-f]{64}");
      assertThat(open.task().worktree()).isNull();
      assertThat(open.task().summary().state().text())
          .isEqualTo("needs you: trust setup of the repository");
      assertThat(Files.exists(play.repository().resolve(".tercet/worktrees"))).isFalse();

      play.resolve(open, "trust");
      TaskView view = play.asked(task, Asked.Approval.class).task();
      assertThat(Path.of(view.worktree()).resolve("set-up.txt")).hasContent("first");

      String again = play.create(play.ticket("Again", Scripts.smooth("again")));
      play.asked(again, Asked.Approval.class);

      settings(play, "{\"setup\": \"echo second > set-up.txt\"}\n");
      String changed = play.create(play.ticket("Changed", Scripts.smooth("changed")));
      Open<Asked.Trust> difference = play.asked(changed, Asked.Trust.class);
      assertThat(difference.asked().content())
          .contains(
              "changed since it was trusted",
              "-echo first > set-up.txt",
              "+echo second > set-up.txt");
      play.resolve(difference, "abandon");
      play.until(changed, TaskState.Kind.ABANDONED);
      assertThat(Playground.read(play.home().resolve("trust.ndjson")).lines()).hasSize(1);
    }
  }

  @Test
  void trust_outlives_the_daemon_and_is_for_one_repository() {
    try (Playground play = Playground.open(temp)) {
      settings(play, "{\"verify\": \"test -f README.md\"}\n");
      String task = play.create(play.ticket("Before", Scripts.smooth("before")));
      play.resolve(play.asked(task, Asked.Trust.class), "trust");
      play.asked(task, Asked.Approval.class);

      play.stopDaemon();
      play.startDaemon();
      String after = play.create(play.ticket("After", Scripts.smooth("after")));
      play.asked(after, Asked.Approval.class);

      Path other = play.root().resolve("other");
      play.git("clone", "-q", play.repository().toString(), other.toString());
      CreateTask ticket = play.ticket("Other", Scripts.smooth("other"));
      String elsewhere =
          play.create(
              new CreateTask(
                  ticket.title(),
                  other.toString(),
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  ticket.script(),
                  null,
                  null));
      play.asked(elsewhere, Asked.Trust.class);
    }
  }

  @Test
  void a_script_may_trust_unseen_what_presets_agents_and_workflows_a_repository_brings() {
    try (Playground play = Playground.open(temp)) {
      play.write(
          ".tercet/workflows/ours.md",
          "# Ours\n\n### [ ] Step: Build\n<!-- agent: builder -->\nBuild {@title}.\n");
      settings(
          play,
          """
          {"presets": {"builder": {"agent": "home-made", "env": ["SOME_KEY"]}},
           "agents": {"home-made": {"kind": "command", "command": "sh",
             "args": ["-c", "echo built > src/built.txt"]}}}
          """);
      CreateTask ours =
          new CreateTask(
              "Ours",
              play.repository().toString(),
              null,
              "ours",
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null);

      Open<Asked.Trust> open = play.asked(play.create(ours), Asked.Trust.class);
      assertThat(open.asked().what())
          .isEqualTo("workflow ours, preset builder, agent home-made of the repository");
      assertThat(open.asked().content())
          .contains("Build {@title}.", "env: [SOME_KEY]", "echo built > src/built.txt");

      String trusting =
          play.create(
              new CreateTask(
                  "Trusting",
                  play.repository().toString(),
                  null,
                  "ours",
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  true));
      play.merge(trusting);
      play.until(trusting, TaskState.Kind.MERGED);
      assertThat(play.tree("main")).contains("src/built.txt");
    }
  }

  @Test
  void another_base_is_asked_about_before_the_task_moves_there() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Rebase", Scripts.smooth("rebase")));
      play.asked(task, Asked.Approval.class);
      settings(
          play, "{\"agents\": {\"theirs\": {\"kind\": \"command\", \"command\": \"/tmp/x\"}}}\n");
      String newer = play.git("rev-parse", "main");

      play.ask(play.client().task().rebase(new Rebase(task, null, null, null)));
      Open<Asked.Trust> open = play.asked(task, Asked.Trust.class);
      assertThat(open.asked().content()).contains("agent theirs", "command: /tmp/x");
      assertThat(open.task().base()).isNotEqualTo(newer);

      play.resolve(open, "trust");
      play.until(task, view -> newer.equals(view.base()));
    }
  }
}
