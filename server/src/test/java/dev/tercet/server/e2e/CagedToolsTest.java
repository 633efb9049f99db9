package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Answer;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.DoctorParams;
import dev.tercet.protocol.TaskView;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An agent that is a host of MCP finds its run's tools and its login, in a cage as without one. In
 * a cage it finds nothing else of the daemon.
 */
@Timeout(120)
class CagedToolsTest {

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"auto", "off"})
  void it_asks_and_reports_by_tools_and_its_login_stays_usable(String cage) {
    Playground play = Playground.prepare(temp);
    Path login = play.root().resolve("user/.hosting/token");
    Playground.put(login, "first\n");
    HostingAgent.install(play.root().resolve("user/.hosting-classes"));
    Path script = play.script(Scripts.plan("Only") + Scripts.contentReviewers());
    Playground.put(play.home().resolve("settings.json"), settings(play, script, cage));
    try (play) {
      play.startDaemon();
      String task = play.create(ticket(play));
      play.approve(task);

      Asked.Question question = play.asked(task, Asked.Question.class).asked();
      assertThat(question.text()).isEqualTo("Which colour?");
      assertThat(question.options()).containsExactly("Red", "Green");
      play.ask(play.client().decision().answer(new Answer(task, "Green", null, null, "a-1")));

      Playground.Open<Asked.Findings> findings = play.asked(task, Asked.Findings.class);
      assertThat(findings.asked().clusters()).hasSize(1);
      assertThat(findings.asked().clusters().getFirst().claim()).isEqualTo("It is too green");
      Path worktree = Path.of(findings.task().worktree());
      assertThat(worktree.resolve("src/colour.txt")).hasContent("Green");
      assertThat(login).hasContent("first\nrenewed by build\nrenewed by build\nrenewed by review");
      String daemon = "daemon: " + !isCaged(play) + "\n";
      assertThat(worktree.resolve("src/seen.txt"))
          .hasContent(daemon + "tools: ask_human, item_done");
      TaskView view = findings.task();
      assertThat(view.warnings().stream().anyMatch(line -> line.contains("without a cage")))
          .isEqualTo(!isCaged(play));
    }
  }

  private static boolean isCaged(Playground play) {
    return play
        .ask(play.client().server().doctor(new DoctorParams(null, null, null)))
        .checks()
        .stream()
        .anyMatch(check -> check.name().equals("cage") && check.text().contains("run caged"));
  }

  private static String settings(Playground play, Path script, String cage) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String agents =
        Stream.of("build", "review")
            .map(
                role ->
                    """
                    "hosting-%1$s": {"kind": "acp", "command": "%2$s", "logins": [".hosting/token"],
                      "env": {"DAEMON_FOLDER": "%3$s"},
                      "args": ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "%4$s",
                               "dev.tercet.server.e2e.HostingAgent", "%1$s"]}\
                    """
                        .formatted(
                            role, java, play.home(), play.root().resolve("user/.hosting-classes")))
            .collect(Collectors.joining(",\n"));
    return """
    {"cage": {"use": "%1$s", "readable": [".hosting-classes"]},
     "agents": {%2$s},
     "presets": {
       "planner": {"script": "%3$s"}, "builder": {"agent": "hosting-build"},
       "reviewer-a": {"agent": "hosting-review"}, "reviewer-b": {"script": "%3$s"},
       "reviewer-c": {"script": "%3$s"}}}
    """
        .formatted(cage, agents, script);
  }

  private static CreateTask ticket(Playground play) {
    return new CreateTask(
        "Paint",
        play.repository().toString(),
        null,
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        null,
        "test -f README.md",
        null);
  }
}
