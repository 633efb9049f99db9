package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.e2e.Playground.Open;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How changes get into their target, and out of it again. */
class MergingTest {

  @TempDir Path temp;

  @Test
  void a_merge_is_undone_and_merged_again() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Undo", Scripts.smooth("undo")));
      play.approve(task);
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      play.ask(play.client().merge().undo(Playground.command(task)));
      play.asked(task, Asked.Merge.class);
      assertThat(play.tree("main")).doesNotContain("src/undo-1.txt");
      assertThat(play.repository().resolve("src/undo-1.txt")).doesNotExist();

      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      assertThat(play.tree("main")).contains("src/undo-1.txt", "src/undo-2.txt");
      assertThat(play.repository().resolve("src/undo-1.txt")).exists();
      play.ask(play.client().merge().undo(Playground.command(task)));
      play.asked(task, Asked.Merge.class);
      assertThat(play.tree("main")).doesNotContain("src/undo-1.txt");
    }
  }

  @Test
  void the_train_brings_a_conflict_back_to_its_builder_and_then_merges() {
    try (Playground play = Playground.open(temp)) {
      String[] tasks = new String[3];
      for (int i = 0; i < 3; i++) {
        String name = "part" + i;
        String line = i == 2 ? "three" : i == 1 ? "one" : "one";
        String script =
            Scripts.plan("Change " + name)
                + """
                on build item="Take in"
                  run sed -e '/^<<<<<<< /d' -e '/^=======/d' -e '/^>>>>>>> /d' src/app.txt > merged
                  run mv merged src/app.txt
                  say Both stay.

                on build
                  run sed -e 's/^%s$/%s/' src/app.txt > changed
                  run mv changed src/app.txt
                  write src/%s.txt new
                  say Done.

                """
                    .formatted(i == 2 ? "five" : line, name, name)
                + Scripts.contentReviewers();
        tasks[i] = play.create(play.ticket("Train " + name, script));
      }
      for (String task : tasks) {
        play.approve(task);
      }
      for (String task : tasks) {
        play.asked(task, Asked.Merge.class);
      }
      assertThat(play.show(tasks[0]).summary().overlaps())
          .anySatisfy(overlap -> assertThat(overlap.task()).isEqualTo(tasks[1]));
      String decided = play.asked(tasks[1], Asked.Merge.class).asked().head();
      for (String task : tasks) {
        play.merge(task);
      }
      play.until(tasks[0], TaskState.Kind.MERGED);
      play.until(tasks[2], TaskState.Kind.MERGED);
      Open<Asked.Merge> again = play.asked(tasks[1], Asked.Merge.class);
      assertThat(again.asked().head()).isNotEqualTo(decided);
      assertThat(again.asked().delta()).isEqualTo(decided);
      play.merge(tasks[1]);
      play.until(tasks[1], TaskState.Kind.MERGED);

      assertThat(play.git("show", "main:src/app.txt"))
          .contains("part0", "part1", "part2")
          .doesNotContain("<<<<");
      assertThat(play.tree("main")).contains("src/part0.txt", "src/part1.txt", "src/part2.txt");
      assertThat(play.git("status", "--porcelain")).isEmpty();
    }
  }

  @Test
  void after_a_restart_too_tasks_are_merged_in_the_order_in_which_it_was_decided() {
    try (Playground play = Playground.prepare(temp).uncaged()) {
      Path hold = play.root().resolve("hold");
      play.startDaemon();
      String verify = "while [ -e '" + hold + "' ]; do sleep 0.05; done; test -f README.md";
      List<String> tasks = new ArrayList<>();
      for (String name : List.of("First", "Second", "Third", "Fourth")) {
        CreateTask ticket = play.ticket(name, Scripts.smooth(name));
        tasks.add(play.create(Playground.verifiedBy(ticket, verify)));
      }
      tasks.forEach(play::approve);
      tasks.forEach(task -> play.asked(task, Asked.Merge.class));
      Playground.put(hold, "");
      tasks.reversed().forEach(play::merge);

      play.stopDaemon();
      assertThat(hold.toFile().delete()).isTrue();
      play.startDaemon();

      tasks.forEach(task -> play.until(task, TaskState.Kind.MERGED));
      assertThat(play.git("log", "--first-parent", "--reverse", "--format=%s", "main").lines())
          .containsExactly("Start", "Fourth", "Third", "Second", "First");
    }
  }

  @Test
  void a_dirty_checkout_is_left_alone_and_the_merge_waits_for_the_person() {
    String script =
        Scripts.plan("Change it")
            + "on build\n  write src/app.txt changed\n  say Done.\n\n"
            + Scripts.contentReviewers();
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Dirty", script));
      play.approve(task);
      play.asked(task, Asked.Merge.class);
      play.write("src/app.txt", "my own unfinished work\n");
      String before = play.git("rev-parse", "main");
      Open<Asked.Merge> first = play.asked(task, Asked.Merge.class);
      play.merge(task);
      TaskView refused =
          play.until(
              task,
              view ->
                  Playground.open(view, Asked.Merge.class)
                      .filter(open -> !open.id().equals(first.id()))
                      .isPresent());
      assertThat(refused.warnings().toString() + refused.next()).contains("src/app.txt");
      assertThat(play.repository().resolve("src/app.txt")).hasContent("my own unfinished work\n");
      assertThat(play.git("rev-parse", "main")).isEqualTo(before);

      play.git("checkout", "--", "src/app.txt");
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      assertThat(play.repository().resolve("src/app.txt")).hasContent("changed");
    }
  }

  @Test
  void of_two_merge_decisions_the_second_is_told() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Twice", Scripts.smooth("twice")));
      play.approve(task);
      Open<Asked.Merge> open = play.asked(task, Asked.Merge.class);
      var merge = new dev.tercet.protocol.Merge(task, open.id(), open.asked().head(), null, null);
      var one = play.client().decision().merge(merge);
      var two = play.client().decision().merge(merge);
      assertThat(java.util.List.of(Playground.outcome(one), Playground.outcome(two)))
          .filteredOn(ProtocolError.class::isInstance)
          .hasSize(1);
      play.until(task, TaskState.Kind.MERGED);
      assertThat(play.trailers("main", "Tercet-Task")).containsOnlyOnce(task);
    }
  }
}
