package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.ListTasks;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.e2e.Playground.Open;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many who hand over at once. */
class CreationTest {

  @TempDir Path temp;

  @Test
  void the_same_request_sent_again_before_it_is_answered_makes_one_task() {
    try (Playground play = Playground.open(temp)) {
      CreateTask ticket = Playground.keyed(play.ticket("Once", Scripts.smooth("once")), "once");
      List<CompletableFuture<TaskView>> answers = new ArrayList<>();
      for (int sent = 0; sent < 4; sent++) {
        answers.add(play.client().task().create(ticket));
      }
      assertThat(answers.stream().map(play::ask).map(view -> view.summary().id()).distinct())
          .hasSize(1);
      assertThat(play.ask(play.client().task().list(new ListTasks(null, true))).tasks()).hasSize(1);
    }
  }

  @Test
  void no_two_tasks_are_given_the_same_port() {
    try (Playground play = Playground.prepare(temp)) {
      play.write(".tercet/settings.json", "{\"port\": \"24610-24617\"}\n");
      play.write(".gitignore", "port.txt\n");
      play.commit("Settings");
      play.startDaemon();
      List<String> tasks = new ArrayList<>();
      for (int number = 0; number < 6; number++) {
        CreateTask ticket = play.ticket("Serve", Scripts.smooth("serve"));
        String verify = "printf %s \"$TERCET_PORT\" > port.txt";
        tasks.add(play.create(Playground.trusted(Playground.verifiedBy(ticket, verify))));
      }
      assertThat(tasks.stream().map(task -> port(play, task))).doesNotHaveDuplicates().hasSize(6);
    }
  }

  private static String port(Playground play, String task) {
    Open<Asked.Approval> open = play.asked(task, Asked.Approval.class);
    assertThat(open.task().summary().state().kind()).isEqualTo(TaskState.Kind.WAITING);
    return Playground.read(Path.of(String.valueOf(open.task().worktree())).resolve("port.txt"));
  }
}
