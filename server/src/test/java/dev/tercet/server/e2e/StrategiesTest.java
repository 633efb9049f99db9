package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.TaskState;
import dev.tercet.server.workflow.Effect;
import dev.tercet.server.workflow.MergeStrategy;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That a merge can be found, undone and made again, whatever its strategy. */
class StrategiesTest {

  @TempDir Path temp;

  private static String settings(MergeStrategy strategy, String more) {
    return "{\"merge.strategy\": \"%s\"%s}\n"
        .formatted(strategy.name().toLowerCase(Locale.ROOT), more);
  }

  @ParameterizedTest
  @EnumSource
  void what_a_dead_daemon_had_merged_is_found_undone_whole_and_merged_again(
      MergeStrategy strategy) {
    try (Playground play = Playground.prepare(temp)) {
      play.write(".tercet/settings.json", settings(strategy, ""));
      play.commit("Settings");
      CountDownLatch merged = new CountDownLatch(1);
      play.startDaemon(world -> new Unheard(world, Effect.Merge.class, merged));
      String task = play.create(play.ticket("Land", Scripts.smooth("land")));
      play.approve(task);
      play.asked(task, Asked.Merge.class);
      play.write("meanwhile.txt", "theirs\n");
      play.commit("Meanwhile");
      String onto = play.git("rev-parse", "main");
      play.merge(task);
      Unheard.await(merged);
      play.stopDaemon();
      String landed = play.git("rev-parse", "main");
      assertThat(landed).isNotEqualTo(onto);

      CountDownLatch undone = new CountDownLatch(1);
      play.startDaemon(world -> new Unheard(world, Effect.Undo.class, undone));
      play.until(task, TaskState.Kind.MERGED);
      assertThat(play.git("rev-parse", "main")).isEqualTo(landed);
      assertThat(play.trailers("-1", "Tercet-Task")).containsExactly(task);
      assertThat(play.trailers("-1", "Tercet-Onto")).containsExactly(onto);
      assertThat(play.trailers("-1", "Tercet-Receipt")).hasSize(1);
      assertThat(play.trailers("-1", "Tercet-Reviewers")).hasSize(1);
      assertThat(play.trailers("-1", "Tercet-Verified"))
          .containsExactly("green: test -f README.md");
      assertThat(play.trailers("-1", "Tercet-Effect")).contains(task + "/merge.1");

      play.ask(play.client().merge().undo(Playground.command(task)));
      Unheard.await(undone);
      play.stopDaemon();
      String reverted = play.git("rev-parse", "main");
      play.startDaemon();
      play.asked(task, Asked.Merge.class);
      assertThat(play.git("rev-parse", "main")).isEqualTo(reverted);
      assertThat(tree(play, "main")).isEqualTo(tree(play, onto));

      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      assertThat(tree(play, "main")).isEqualTo(tree(play, landed));
      assertThat(play.trailers("-1", "Tercet-Effect")).contains(task + "/merge.2");
      assertThat(play.trailers("-1", "Tercet-Onto")).containsExactly(reverted);
      play.ask(play.client().merge().undo(Playground.command(task)));
      play.asked(task, Asked.Merge.class);
      assertThat(tree(play, "main")).isEqualTo(tree(play, onto));
      assertThat(play.git("status", "--porcelain")).isEmpty();
    }
  }

  private static String tree(Playground play, String revision) {
    return play.git("rev-parse", revision + "^{tree}");
  }

  @ParameterizedTest
  @EnumSource
  void dropped_artifacts_are_in_no_commit_of_the_target(MergeStrategy strategy) {
    try (Playground play = Playground.prepare(temp)) {
      play.write(".tercet/settings.json", settings(strategy, ", \"artifacts.merge\": \"drop\""));
      play.commit("Settings");
      play.startDaemon();
      String task = play.create(play.ticket("Drop", Scripts.smooth("drop")));
      play.approve(task);
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      assertThat(play.tree("main"))
          .containsExactlyInAnyOrder(
              "README.md",
              "src/app.txt",
              "src/drop-1.txt",
              "src/drop-2.txt",
              ".tercet/settings.json");
      assertThat(play.git("log", "-m", "--format=", "--name-only", "main"))
          .doesNotContain(".tercet/tasks");
      assertThat(play.tree("tercet/" + task)).contains(".tercet/tasks/" + task + "/spec.md");

      play.ask(play.client().merge().undo(Playground.command(task)));
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);
      assertThat(play.tree("main")).contains("src/drop-1.txt", "src/drop-2.txt");
      assertThat(play.git("log", "-m", "--format=", "--name-only", "main").lines().toList())
          .allSatisfy(path -> assertThat(List.of(".tercet/tasks")).noneMatch(path::startsWith));
    }
  }
}
