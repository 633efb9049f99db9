package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Abandon;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.Option;
import dev.tercet.protocol.RunView;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.e2e.Playground.Open;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that do what no agent should: each a clear state of its task, and of no other. */
class BadAgentsTest {

  private static final String SETTINGS =
      """
      {
        "limits.stall": "2s",
        "limits.retries": 0,
        "limits.concurrency": 10,
        "agents": {
          "absent": {"kind": "command", "command": "/no/such/agent", "family": "none"},
          "rubbish": {"kind": "acp", "command": "sh", "family": "none",
            "args": ["-c", "while read line; do echo '{\\"half\\": '; echo '[]'; echo not json; done"]},
          "flood": {"kind": "command", "command": "sh", "family": "none",
            "args": ["-c", "yes $(head -c 4000 /dev/zero | tr '\\\\0' x) | head -c 104857600"]},
          "oneline": {"kind": "command", "command": "sh", "family": "none",
            "args": ["-c", "head -c 104857600 /dev/zero"]},
          "silent": {"kind": "command", "command": "sh", "family": "none", "args": ["-c", "exec sleep 600"]},
          "chatty": {"kind": "command", "command": "sh", "family": "none",
            "args": ["-c", "touch started; while :; do echo on and on; sleep 0.1; done"]}
        },
        "presets": {
          "absent-builder": {"agent": "absent"},
          "rubbish-builder": {"agent": "rubbish"},
          "flood-builder": {"agent": "flood"},
          "oneline-builder": {"agent": "oneline"},
          "silent-builder": {"agent": "silent"},
          "chatty-builder": {"agent": "chatty"}
        }
      }
      """;

  private static final String WORKFLOW =
      """
      # One step

      ### [ ] Step: Build
      <!-- agent: %s -->
      Build it.
      """;

  @TempDir Path temp;

  @Test
  void each_is_a_clear_state_of_its_task_and_the_others_go_on() {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("absent", "/no/such/agent");
    expected.put("rubbish", "rubbish-builder");
    expected.put("flood", "16 MB");
    expected.put("oneline", "more than 64000000 bytes");
    expected.put("silent", "nothing was heard from the agent for 2 s");
    try (Playground play = open()) {
      Map<String, String> tasks = new LinkedHashMap<>();
      expected.keySet().forEach(agent -> tasks.put(agent, play.create(ticket(play, agent))));
      String good = play.create(play.ticket("Go on", Scripts.smooth("good")));
      play.approve(good);
      play.merge(good);
      play.until(good, TaskState.Kind.MERGED);

      expected.forEach(
          (agent, words) -> {
            String task = tasks.get(agent);
            Open<Asked.Failure> open = play.asked(task, Asked.Failure.class);
            assertThat(open.asked().reason()).as(agent).contains(words);
            assertThat(open.asked().options())
                .extracting(Option::id)
                .contains("retry", "takeover", "abandon");
            assertThat(open.task().summary().state().kind()).isEqualTo(TaskState.Kind.FAILED);
            assertThat(LeftBehind.by(task)).isEmpty();
          });
    }
  }

  @Test
  void one_that_never_ends_is_ended_by_pausing_and_by_giving_up() {
    try (Playground play = open()) {
      String task = play.create(ticket(play, "chatty"));
      play.until(task, BadAgentsTest::isAtWork);
      play.ask(play.client().task().pause(Playground.command(task)));
      play.until(task, view -> view.runs().getLast().state() == RunView.State.CANCELLED);
      assertThat(play.show(task).summary().state().kind()).isEqualTo(TaskState.Kind.PAUSED);
      assertThat(LeftBehind.by(task)).isEmpty();
      play.ask(play.client().task().resume(Playground.command(task)));
      play.until(
          task,
          view ->
              view.runs().size() == 2 && view.runs().getLast().state() == RunView.State.RUNNING);
      play.ask(play.client().task().abandon(new Abandon(task, "it does not end", null, null)));
      play.until(task, view -> view.runs().getLast().state() == RunView.State.CANCELLED);
      assertThat(play.show(task).summary().state().kind()).isEqualTo(TaskState.Kind.ABANDONED);
      assertThat(LeftBehind.by(task)).isEmpty();
    }
  }

  private static boolean isAtWork(TaskView view) {
    return view.worktree() != null && Files.exists(Path.of(view.worktree()).resolve("started"));
  }

  private Playground open() {
    Playground play = Playground.prepare(temp).uncaged();
    play.write(".tercet/settings.json", SETTINGS);
    for (String agent :
        new String[] {"absent", "rubbish", "flood", "oneline", "silent", "chatty"}) {
      play.write(".tercet/workflows/" + agent + ".md", WORKFLOW.formatted(agent + "-builder"));
    }
    play.commit("Settings");
    play.startDaemon();
    return play;
  }

  private static CreateTask ticket(Playground play, String agent) {
    return new CreateTask(
        "Try " + agent,
        play.repository().toString(),
        null,
        agent,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        true);
  }
}
