package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a ticket to a merge, with nothing in the way. */
class HappyPathTest {

  @TempDir Path temp;

  @Test
  void a_ticket_becomes_a_merge() throws Exception {
    try (Playground play = Playground.open(temp)) {
      String base = play.git("rev-parse", "main");
      String task = play.create(play.ticket("Greet the world", Scripts.smooth("greeting")));

      var approval = play.asked(task, Asked.Approval.class);
      assertThat(approval.asked().artifact()).isEqualTo("spec.md");
      assertThat(approval.asked().assumptions()).containsExactly("Nobody reads them.");
      Path worktree = Path.of(approval.task().worktree());
      assertThat(worktree).isDirectory();
      assertThat(play.git("rev-parse", "main")).isEqualTo(base);
      play.approve(task);
      play.merge(task);
      TaskView merged = play.until(task, view -> isMerged(view) && view.worktree() == null);

      String message = play.git("log", "-1", "--format=%B", "main");
      assertThat(message).startsWith("Greet the world");
      assertThat(play.trailers("-1", "Tercet-Task")).containsExactly(task);
      assertThat(play.trailers("-1", "Tercet-Receipt")).singleElement().asString().isNotBlank();
      assertThat(play.trailers("-1", "Tercet-Verified"))
          .containsExactly("green: test -f README.md");
      assertThat(play.tree("main"))
          .contains(
              "src/greeting-1.txt",
              "src/greeting-2.txt",
              ".tercet/tasks/" + task + "/spec.md",
              ".tercet/tasks/" + task + "/review.md");
      assertThat(play.git("log", "--format=%s", base + "..main^2").lines())
          .contains("First part of greeting", "Second part of greeting");
      assertThat(Files.exists(worktree)).isFalse();
      assertThat(play.git("branch", "--list", "tercet/*")).contains("tercet/" + task);
      assertThat(play.git("status", "--porcelain")).isEmpty();
      assertThat(merged.summary().itemsDone()).isEqualTo(2);
      assertThat(play.ask(play.client().journal().verify(new TaskParams(task))).intact()).isTrue();
    }
  }

  private static boolean isMerged(TaskView view) {
    return view.summary().state().kind() == TaskState.Kind.MERGED;
  }
}
