package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Abandon;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.DeleteTask;
import dev.tercet.protocol.Handback;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.Rebase;
import dev.tercet.protocol.RetryStep;
import dev.tercet.protocol.RunView;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.e2e.Playground.Open;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does to a task besides deciding. */
class HumanHandsTest {

  /** Hangs in its first attempt, and does its work in every later one. */
  private static final String HANGING =
      Scripts.plan("Only")
          + """
          on build attempt=1 pass=1
            try test -f "$(git rev-parse --git-common-dir)/go" && echo go > src/went.txt
            run test -f src/went.txt || echo hung > src/partial.txt
            run test -f src/went.txt || sleep 600

          on build
            write src/done.txt done
            say Done.

          """
          + Scripts.contentReviewers();

  @TempDir Path temp;

  @Test
  void a_person_takes_over_and_hands_back() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Take over", HANGING));
      play.approve(task);
      play.until(task, HumanHandsTest::isBuilding);
      TaskView taken = play.ask(play.client().task().takeover(Playground.command(task)));
      assertThat(taken.summary().state().kind()).isEqualTo(TaskState.Kind.TAKEN_OVER);
      play.until(task, view -> !isBuilding(view));
      Path worktree = Path.of(taken.worktree());
      Playground.put(worktree.resolve("src/by-hand.txt"), "mine\n");
      Playground.put(play.repository().resolve(".git/go"), "");
      play.ask(play.client().task().handback(new Handback(task, "My own edit", null, null)));

      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      assertThat(play.tree("main")).contains("src/by-hand.txt");
      assertThat(play.git("log", "--format=%s|%an", "main").lines())
          .contains("My own edit|Ann Example");
    }
  }

  @Test
  void a_paused_run_is_done_again_from_where_it_was() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Pause", HANGING));
      play.approve(task);
      play.until(task, HumanHandsTest::isBuilding);
      play.ask(play.client().task().pause(Playground.command(task)));
      play.until(task, view -> !isBuilding(view));
      assertThat(play.show(task).summary().state().kind()).isEqualTo(TaskState.Kind.PAUSED);
      Playground.put(play.repository().resolve(".git/go"), "");
      play.ask(play.client().task().resume(Playground.command(task)));
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      assertThat(DecisionsTest.itemCommits(play)).hasSize(1);
    }
  }

  @Test
  void a_retry_stops_the_run_and_starts_a_fresh_one() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Retry", HANGING));
      play.approve(task);
      play.until(task, HumanHandsTest::isBuilding);
      Playground.put(play.repository().resolve(".git/go"), "");
      play.ask(play.client().task().retry(new RetryStep(task, "Build", "be quicker", null, null)));
      play.merge(task);
      TaskView merged = play.until(task, TaskState.Kind.MERGED);
      assertThat(merged.runs().stream().filter(run -> run.step().equals("build"))).hasSize(2);
      assertThat(play.tree("main")).doesNotContain("src/partial.txt");
    }
  }

  @Test
  void a_task_moves_to_a_newer_base_only_when_told_and_asks_again() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Rebase", Scripts.smooth("rebase")));
      Open<Asked.Approval> first = play.asked(task, Asked.Approval.class);
      play.write("src/other.txt", "meanwhile\n");
      play.commit("Meanwhile");
      String newer = play.git("rev-parse", "main");
      assertThat(play.show(task).base()).isNotEqualTo(newer);
      play.ask(play.client().task().rebase(new Rebase(task, null, null, null)));
      TaskView moved =
          play.until(
              task,
              view ->
                  newer.equals(view.base())
                      && Playground.open(view, Asked.Approval.class)
                          .filter(open -> !open.id().equals(first.id()))
                          .isPresent());
      assertThat(Path.of(moved.worktree()).resolve("src/other.txt")).exists();
      play.approve(task);
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
    }
  }

  @Test
  void an_abandoned_task_keeps_its_branch_and_a_deleted_one_leaves_it_in_the_trash() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Give up", Scripts.smooth("nothing")));
      TaskView view = play.asked(task, Asked.Approval.class).task();
      play.ask(play.client().task().abandon(new Abandon(task, "not needed", null, null)));
      assertThat(play.show(task).summary().state().kind()).isEqualTo(TaskState.Kind.ABANDONED);
      assertThat(play.git("branch", "--list", "tercet/" + task)).isNotEmpty();
      Path worktree = Path.of(view.worktree());
      Playground.put(worktree.resolve("precious.txt"), "mine");

      assertThat(
              Playground.outcome(
                  play.client().task().delete(new DeleteTask(task, null, null, null))))
          .isEqualTo(ProtocolError.REFUSED);
      assertThat(worktree.resolve("precious.txt")).exists();
      play.ask(play.client().task().delete(new DeleteTask(task, task, null, null)));
      play.until(task, now -> now.worktree() == null);
      assertThat(Files.exists(worktree)).isFalse();
      assertThat(play.git("branch", "--list", "tercet/*")).isEmpty();
      assertThat(play.git("for-each-ref", "--format=%(refname)", "refs/tercet/trash"))
          .contains(task);
    }
  }

  static boolean isBuilding(TaskView view) {
    return view.runs().stream()
        .anyMatch(
            run ->
                run.step().equals("build")
                    && run.state() == RunView.State.RUNNING
                    && view.worktree() != null
                    && Files.exists(Path.of(view.worktree()).resolve("src/partial.txt")));
  }
}
