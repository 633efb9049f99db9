package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.Handback;
import dev.tercet.protocol.Option;
import dev.tercet.protocol.TaskCommand;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.e2e.Playground.Open;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worktrees that agents and people lay hands on. */
class WorktreeTroubleTest {

  @TempDir Path temp;

  @Test
  void an_agent_that_replaces_the_git_file_is_found_out_before_git_is_asked() {
    String script =
        Scripts.plan("Only")
            + """
            on build attempt=1
              write src/done.txt done
              run rm .git
              run mkdir -p .git/hooks && touch .git/HEAD

            """
            + Scripts.contentReviewers();
    try (Playground play = Playground.prepare(temp).uncaged()) {
      play.startDaemon();
      String task = play.create(Playground.trusted(play.ticket("Stay inside", script)));
      play.approve(task);
      Open<Asked.Boundary> open = play.asked(task, Asked.Boundary.class);
      assertThat(open.asked().reason()).contains(".git was changed");
      assertThat(play.git("log", "--format=%s", "tercet/" + task)).doesNotContain("Only");
      assertThat(ids(open.asked().options())).contains("takeover", "abandon");
      play.resolve(open, "abandon");
      assertThat(play.show(task).summary().state().kind()).isEqualTo(TaskState.Kind.ABANDONED);
      assertThat(play.git("status", "--porcelain")).isEmpty();
    }
  }

  @Test
  void a_red_verification_can_be_tried_again_accepted_taken_over_or_given_up() {
    String script =
        Scripts.plan("Only")
            + """
            on build attempt=1
              write src/red.txt red

            on build
              expect make it green
              run rm -f src/red.txt
              write src/green.txt green

            """
            + Scripts.contentReviewers();
    try (Playground play = Playground.prepare(temp).uncaged()) {
      play.write(".tercet/settings.json", "{\"limits.retries\": 0}\n");
      play.commit("Settings");
      play.startDaemon();
      List<String> tasks =
          Stream.of("retry", "continue", "takeover", "abandon")
              .map(
                  choice ->
                      play.create(
                          Playground.verifiedBy(
                              play.ticket("Red " + choice, script), "test ! -f src/red.txt")))
              .toList();
      tasks.forEach(play::approve);
      List<Open<Asked.Failure>> open =
          tasks.stream().map(task -> play.asked(task, Asked.Failure.class)).toList();
      assertThat(ids(open.getFirst().asked().options()))
          .containsExactly("retry", "continue", "takeover", "abandon");

      play.resolve(open.get(0), "retry", "make it green");
      assertThat(changed(play, tasks.get(0)))
          .contains("src/green.txt")
          .doesNotContain("src/red.txt");

      play.resolve(open.get(1), "continue");
      assertThat(changed(play, tasks.get(1))).contains("src/red.txt");

      Path worktree = Path.of(play.resolve(open.get(2), "takeover").worktree());
      delete(worktree.resolve("src/red.txt"));
      Playground.put(worktree.resolve("src/mine.txt"), "mine\n");
      play.ask(play.client().task().handback(new Handback(tasks.get(2), "Mine", null, null)));
      assertThat(changed(play, tasks.get(2)))
          .contains("src/mine.txt")
          .doesNotContain("src/red.txt");

      play.resolve(open.get(3), "abandon");
      assertThat(play.show(tasks.get(3)).summary().state().kind())
          .isEqualTo(TaskState.Kind.ABANDONED);
    }
  }

  private static List<String> changed(Playground play, String task) {
    Open<Asked.Merge> open = play.asked(task, Asked.Merge.class);
    return play.tree(open.asked().head());
  }

  private static List<String> ids(List<Option> options) {
    return options.stream().map(Option::id).toList();
  }

  @Test
  void teardown_runs_in_the_worktree_before_it_goes() {
    try (Playground play = Playground.prepare(temp).uncaged()) {
      Path note = play.root().resolve("torn-down.txt");
      play.write(
          ".tercet/settings.json",
          "{\"teardown\": \"echo $TERCET_TASK_ID $TERCET_PORT > '%s'; ls src >> '%s'\"}\n"
              .formatted(note, note));
      play.commit("Settings");
      play.startDaemon();
      String task =
          play.create(Playground.trusted(play.ticket("Tear down", Scripts.smooth("down"))));
      play.approve(task);
      play.merge(task);
      play.until(task, view -> isMerged(view) && view.worktree() == null);
      assertThat(Playground.read(note)).matches("(?s)" + task + " [0-9]+\n.*down-1\\.txt.*");
    }
  }

  @Test
  void a_worktree_that_somebody_deletes_is_made_again_with_all_that_was_committed() {
    try (Playground play = Playground.prepare(temp).uncaged()) {
      play.startDaemon();
      String script =
          Scripts.plan("First", "Second")
              + """
              on build item=2 attempt=1
                write src/lost.txt lost
                run cd "$OLDPWD" 2>/dev/null; rm -rf "%s"/.tercet/worktrees/*

              on build item=2
                write src/second.txt second

              """
                  .formatted(play.repository())
              + Scripts.build("item")
              + Scripts.contentReviewers();
      String task = play.create(Playground.trusted(play.ticket("Delete me", script)));
      Path worktree = Path.of(play.asked(task, Asked.Approval.class).task().worktree());
      deleteAll(worktree);
      play.approve(task);
      Open<Asked.Merge> open = play.asked(task, Asked.Merge.class);
      assertThat(play.tree(open.asked().head()))
          .contains("src/item-1.txt", "src/second.txt")
          .doesNotContain("src/lost.txt");
      assertThat(worktree.resolve("src/second.txt")).exists();

      deleteAll(worktree);
      play.ask(play.client().task().takeover(Playground.command(task)));
      play.ask(play.client().task().handback(new Handback(task, null, null, null)));
      play.until(task, TaskState.Kind.READY);
      assertThat(worktree.resolve("src/second.txt")).exists();

      deleteAll(worktree);
      play.merge(task);
      play.until(task, view -> isMerged(view) && view.worktree() == null);
      assertThat(play.git("worktree", "list").lines()).noneMatch(line -> line.contains(task));
    }
  }

  @Test
  void an_undo_while_the_worktree_is_being_removed_gets_a_new_one() {
    try (Playground play = Playground.prepare(temp).uncaged()) {
      Path begun = play.root().resolve("begun");
      Path go = play.root().resolve("go");
      play.write(
          ".tercet/settings.json",
          "{\"teardown\": \"touch '%s'; until test -e '%s'; do sleep 0.05; done\"}\n"
              .formatted(begun, go));
      play.commit("Settings");
      play.startDaemon();
      String task = play.create(Playground.trusted(play.ticket("Undo", Scripts.smooth("undo"))));
      play.approve(task);
      play.merge(task);
      play.until(task, view -> isMerged(view) && Files.exists(begun));
      play.ask(play.client().merge().undo(new TaskCommand(task, null, null)));
      play.until(task, TaskState.Kind.UNDONE);
      Playground.put(go, "");
      TaskView again =
          play.until(
              task,
              view ->
                  view.worktree() == null
                      || !Files.isDirectory(Path.of(view.worktree()).resolve("src")));
      assertThat(again.summary().state().kind()).isEqualTo(TaskState.Kind.UNDONE);
      play.merge(task);
      play.until(task, view -> isMerged(view) && view.worktree() == null);
      assertThat(play.tree("main")).contains("src/undo-1.txt");
    }
  }

  @Test
  void plan_steps_that_share_a_worktree_leave_each_others_files_alone() {
    String workflow =
        """
        # Two plans

        ### [ ] Step: Start
        <!-- role: check -->
        <!-- run: true -->

        ### [ ] Step: Slow
        <!-- agent: planner -->
        <!-- needs: start -->
        <!-- produces: slow.md -->
        Write `{@artifacts_path}/slow.md`.

        ### [ ] Step: Quick
        <!-- agent: planner -->
        <!-- needs: start -->
        <!-- produces: quick.md -->
        Write `{@artifacts_path}/quick.md`.

        ### [ ] Step: Both
        <!-- role: check -->
        <!-- needs: slow, quick -->
        <!-- run: test -s .tercet/tasks/$TERCET_TASK_ID/slow.md && test -s .tercet/tasks/$TERCET_TASK_ID/quick.md -->
        Both are there.
        """;
    String script =
        """
        on plan step=Slow
          write {artifacts}/slow.md "half\\n"
          run i=0; until test -e "%1$s/quick-is-done" || test $i -gt 400; do sleep 0.05; i=$((i+1)); done
          run test -s {artifacts}/slow.md
          append {artifacts}/slow.md "whole\\n"

        on plan
          run i=0; until test -s {artifacts}/slow.md || test $i -gt 400; do sleep 0.05; i=$((i+1)); done
          write src/stray.txt "not mine to write"
          write {artifacts}/quick.md "quick\\n"
        """;
    try (Playground play = Playground.prepare(temp).uncaged()) {
      play.write(".tercet/workflows/two.md", workflow);
      play.commit("Workflow");
      play.startDaemon();
      String task =
          play.create(
              Playground.trusted(
                  Playground.withWorkflow(
                      play.ticket("Two", script.formatted(play.root())), "two")));
      play.until(task, view -> isAsked(view, "quick.md"));
      Playground.put(play.root().resolve("quick-is-done"), "");
      TaskView both = play.until(task, view -> isAsked(view, "slow.md"));
      String folder = ".tercet/tasks/" + task;
      assertThat(play.git("show", "tercet/" + task + ":" + folder + "/slow.md"))
          .isEqualTo("half\nwhole");
      assertThat(play.tree("tercet/" + task))
          .contains(folder + "/quick.md")
          .doesNotContain("src/stray.txt");
      assertThat(Path.of(both.worktree()).resolve("src/stray.txt")).doesNotExist();
    }
  }

  private static boolean isAsked(TaskView view, String artifact) {
    return view.decisions().stream()
        .anyMatch(
            one ->
                one.asked() instanceof Asked.Approval approval
                    && approval.artifact().equals(artifact));
  }

  private static boolean isMerged(TaskView view) {
    return view.summary().state().kind() == TaskState.Kind.MERGED;
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteAll(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(WorktreeTroubleTest::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_any_command_of_a_line_complains_of_is_shown() {
    try (Playground play = Playground.open(temp)) {
      play.write(".tercet/settings.json", "{\"setup\": \"ls no-such-folder && echo never\"}\n");
      play.commit("Settings");
      String task = play.create(Playground.trusted(play.ticket("Set up", Scripts.smooth("setup"))));
      assertThat(play.asked(task, Asked.Failure.class).asked().evidence())
          .contains("no-such-folder");
    }
  }
}
