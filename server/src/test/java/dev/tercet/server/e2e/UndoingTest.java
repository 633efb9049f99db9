package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.Rebase;
import dev.tercet.protocol.TaskState;
import dev.tercet.server.e2e.Playground.Open;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That undoing a merge breaks nothing without a word. */
class UndoingTest {

  @TempDir Path temp;

  private static String merged(Playground play, String title, String name, String verify) {
    String task =
        play.create(Playground.verifiedBy(play.ticket(title, Scripts.smooth(name)), verify));
    play.approve(task);
    play.merge(task);
    play.until(task, TaskState.Kind.MERGED);
    return task;
  }

  @Test
  void a_later_merge_that_needs_it_makes_undoing_a_decision() {
    try (Playground play = Playground.open(temp)) {
      String first = merged(play, "First", "first", "test -f README.md");
      String second = merged(play, "Second", "second", "test -f src/first-1.txt");
      String before = play.git("rev-parse", "main");

      play.ask(play.client().merge().undo(Playground.command(first)));
      Open<Asked.Failure> red = play.asked(first, Asked.Failure.class);
      assertThat(red.asked().reason()).contains("test -f src/first-1.txt", second);
      assertThat(red.asked().options())
          .extracting(option -> option.id())
          .containsExactly("retry", "continue", "abandon");
      assertThat(play.git("rev-parse", "main")).isEqualTo(before);
      play.resolve(red, "abandon");
      play.until(first, TaskState.Kind.MERGED);

      play.ask(play.client().merge().undo(Playground.command(first)));
      play.resolve(play.asked(first, Asked.Failure.class), "continue");
      play.asked(first, Asked.Merge.class);
      assertThat(play.tree("main"))
          .contains("src/second-1.txt")
          .doesNotContain("src/first-1.txt", "src/first-2.txt");
    }
  }

  @Test
  void a_target_that_would_be_red_is_not_moved() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Fix", Scripts.smooth("fix")));
      play.approve(task);
      play.asked(task, Asked.Merge.class);
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      play.git("rm", "-q", "README.md");
      play.git("commit", "-q", "-m", "Nobody needs it");
      String before = play.git("rev-parse", "main");

      play.ask(play.client().merge().undo(Playground.command(task)));
      Open<Asked.Failure> red = play.asked(task, Asked.Failure.class);
      assertThat(red.asked().reason()).contains("test -f README.md", "red");
      assertThat(play.git("rev-parse", "main")).isEqualTo(before);
      play.git("checkout", "-q", "HEAD~1", "--", "README.md");
      play.git("commit", "-q", "-m", "We do");
      play.resolve(red, "retry");
      play.asked(task, Asked.Merge.class);
      assertThat(play.tree("main")).doesNotContain("src/fix-1.txt");
      assertThat(play.trailers("-1", "Tercet-Verified"))
          .containsExactly("green: test -f README.md");
    }
  }

  @Test
  void what_was_red_before_is_said_at_the_approval_and_not_blamed() {
    try (Playground play = Playground.open(temp)) {
      String task =
          play.create(
              Playground.verifiedBy(
                  play.ticket("Red base", Scripts.smooth("red")), "test -f never.txt"));
      Open<Asked.Approval> approval = play.asked(task, Asked.Approval.class);
      assertThat(approval.asked().warnings())
          .anySatisfy(
              warning ->
                  assertThat(warning).contains("test -f never.txt", "red on the base already"));
      play.approve(task);
      play.merge(task);
      assertThat(play.until(task, TaskState.Kind.MERGED).warnings())
          .anySatisfy(warning -> assertThat(warning).contains("not blamed on this task"));
      assertThat(play.trailers("-1", "Tercet-Verified")).containsExactly("red: test -f never.txt");
    }
  }

  @Test
  void an_undone_change_that_does_not_fit_its_target_any_more_is_taken_in_by_its_builder() {
    try (Playground play = Playground.open(temp)) {
      String script =
          Scripts.plan("Add it")
              + """
              on build item="Take in"
                write src/adapted.txt "to theirs"
                say Adapted.

              """
              + Scripts.build("added")
              + Scripts.contentReviewers();
      String task =
          play.create(
              Playground.verifiedBy(
                  play.ticket("Add", script),
                  "test ! -e src/theirs.txt || test -e src/adapted.txt"));
      play.approve(task);
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      play.ask(play.client().merge().undo(Playground.command(task)));
      play.asked(task, Asked.Merge.class);
      play.write("src/theirs.txt", "theirs\n");
      play.commit("Theirs");

      play.merge(task);
      Open<Asked.Merge> again =
          play.asked(task, Asked.Merge.class, open -> open.asked().delta() != null);
      assertThat(play.tree("tercet/" + task))
          .contains("src/added-1.txt", "src/theirs.txt", "src/adapted.txt");
      play.merge(again);
      play.until(task, TaskState.Kind.MERGED);
      assertThat(play.tree("main"))
          .contains("src/added-1.txt", "src/theirs.txt", "src/adapted.txt");
    }
  }

  @Test
  void an_undone_change_can_be_rebased_and_merged_again() {
    try (Playground play = Playground.open(temp)) {
      String task = merged(play, "Fix", "fix", "test -f README.md");
      play.until(task, view -> view.worktree() == null);
      play.ask(play.client().merge().undo(Playground.command(task)));
      play.asked(task, Asked.Merge.class);
      play.write("src/theirs.txt", "theirs\n");
      play.commit("Theirs");
      String base = play.git("rev-parse", "main");

      play.ask(play.client().task().rebase(new Rebase(task, null, null, null)));
      play.until(task, view -> base.equals(view.base()));
      assertThat(play.tree("tercet/" + task))
          .contains("src/fix-1.txt", "src/fix-2.txt", "src/theirs.txt");
      play.approve(task);
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      assertThat(play.tree("main")).contains("src/fix-1.txt", "src/fix-2.txt", "src/theirs.txt");
      assertThat(play.trailers("main", "Tercet-Task")).contains(task);
    }
  }
}
