package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.TaskView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent that starts a program of its own to decide, at every door that there is. The settings
 * are the weakest that there are: no cage, and a host's confirmation is enough.
 */
@Timeout(120)
class RunAtTheDoorsTest {

  @TempDir Path temp;

  @Test
  void no_door_takes_a_decision_from_a_program_that_a_run_started() {
    Playground play = Playground.prepare(temp);
    Path script = play.script(Scripts.plan("Only") + Scripts.contentReviewers());
    Playground.put(
        play.home().resolve("settings.json"),
        """
        {"cage": {"use": "off"}, "mcp.decisions": "allow", "http": {"port": 0},
         "agents": {"intruder": {"kind": "command", "command": "sh", "args": ["%1$s"]}},
         "presets": {
           "builder": {"agent": "intruder"}, "planner": {"script": "%2$s"},
           "reviewer-a": {"script": "%2$s"}, "reviewer-b": {"script": "%2$s"},
           "reviewer-c": {"script": "%2$s"}}}
        """
            .formatted(play.root().resolve("intrude.sh"), script));
    try (play) {
      play.startDaemon();
      String waiting = play.create(play.ticket("Waiting", Scripts.smooth("waiting")));
      play.asked(waiting, Asked.Approval.class);
      Playground.put(play.root().resolve("intrude.sh"), intrusion(play, waiting));

      String task = play.create(unscripted(play));
      play.approve(task);
      Path worktree = Path.of(play.asked(task, Asked.Merge.class).task().worktree());

      List<String> said = Playground.read(worktree.resolve("src/said.txt")).lines().toList();
      assertThat(said)
          .extracting(line -> line.substring(0, Math.max(0, line.indexOf(':'))))
          .as("%s", said)
          .containsExactly("task", "task, abandon", "lsp", "mcp", "mcp, create", "http");
      TaskView still = play.show(waiting);
      if (!Files.exists(Path.of("/proc/self/environ"))) {
        // Where the system does not tell who calls, it is not refused but written down.
        assertThat(still.receipts().getFirst().client()).endsWith("(origin unproven)");
        return;
      }
      assertThat(said)
          .allSatisfy(line -> assertThat(line).containsAnyOf("agents cannot", "no agent can"));
      assertThat(still.receipts()).isEmpty();
      assertThat(still.decisions()).hasSize(1);
      assertThat(Files.exists(play.home().resolve("http-token"))).isTrue();
    }
  }

  private static String intrusion(Playground play, String victim) {
    return """
    mkdir -p src
    '%s' -cp '%s' dev.tercet.server.e2e.Intruder '%s' '%s' '%s' > src/said.txt 2>src/errors.txt
    cat src/errors.txt >&2
    exit 0
    """
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            Terminal.classPath(),
            play.home(),
            play.repository(),
            victim);
  }

  private static CreateTask unscripted(Playground play) {
    return new CreateTask(
        "Intrude",
        play.repository().toString(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "test -f README.md",
        null);
  }
}
