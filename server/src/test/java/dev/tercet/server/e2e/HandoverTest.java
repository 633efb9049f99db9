package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.NoParams;
import dev.tercet.protocol.ServerStatus;
import dev.tercet.protocol.TaskState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two versions of Tercet meet in one home, each command and each daemon a process of its own. */
@Timeout(120)
class HandoverTest {

  private static final String OLD = "0.1.0";
  private static final String NEW = "0.2.0";

  @TempDir Path temp;

  private final List<Long> daemons = new ArrayList<>();

  @Test
  void a_newer_command_lets_an_idle_older_daemon_go_and_starts_its_own() throws Exception {
    Playground play = Playground.prepare(temp);
    typed(play, OLD, "daemon", "start");
    ServerStatus older = status(play);

    assertThat(typed(play, NEW, "list")).doesNotContain("tercet:");

    ServerStatus newer = status(play);
    assertThat(older.version()).isEqualTo(OLD);
    assertThat(newer.version()).isEqualTo(NEW);
    assertThat(newer.pid()).isNotEqualTo(older.pid());
    typed(play, NEW, "daemon", "stop");
  }

  @Test
  void a_newer_command_makes_a_busy_older_daemon_drain_and_the_newer_one_goes_on()
      throws Exception {
    Playground play = Playground.prepare(Files.createDirectory(temp.resolve("p")));
    Path begun = temp.resolve("begun");
    Path go = temp.resolve("go");
    // The agent waits for a file that the test makes, outside of its worktree.
    Playground.put(play.home().resolve("settings.json"), "{\"cage\": {\"use\": \"off\"}}");
    typed(play, OLD, "daemon", "start");
    ServerStatus older = status(play);
    play.connect();
    String task = play.create(play.ticket("Two items", script(begun, go)));
    play.approve(task);
    play.until(task, _ -> Files.exists(begun));

    assertThat(typed(play, NEW, "list"))
        .contains(task, "the daemon is version 0.1.0, this command 0.2.0: it makes room as soon");
    Files.createFile(go);
    awaitEnd(older.pid());
    play.client().close();
    assertThat(typed(play, NEW, "list")).contains(task).doesNotContain("0.1.0");

    assertThat(status(play).version()).isEqualTo(NEW);
    play.connect();
    play.until(task, TaskState.Kind.READY);
    assertThat(play.git("log", "--format=%s", "tercet/" + task).lines())
        .filteredOn(List.of("One", "Two")::contains)
        .containsExactly("Two", "One");
    play.client().close();
    typed(play, NEW, "daemon", "stop");
  }

  private static String script(Path begun, Path go) {
    return Scripts.plan("One", "Two")
        + """
          on build item=1
            run touch '%s'; while [ ! -e '%s' ]; do sleep 0.05; done
            write src/one.txt "1"
          on build item=2
            write src/two.txt "2"
          on review
            say Fine.
          """
            .formatted(begun, go);
  }

  private ServerStatus status(Playground play) {
    play.connect();
    ServerStatus status = play.ask(play.client().server().status(new NoParams()));
    play.client().close();
    daemons.add(status.pid());
    return status;
  }

  /** What a command of this version says; the daemon that it starts is of the same one. */
  private static String typed(Playground play, String version, String... words) throws Exception {
    List<String> command = new ArrayList<>(program(version));
    command.add("dev.tercet.cli.Main");
    command.addAll(List.of(words));
    List<String> daemon = new ArrayList<>(program(version));
    daemon.addAll(List.of("dev.tercet.server.Main", "daemon"));
    Path said = Files.createTempFile(play.root(), "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(play.repository().toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().clear();
    builder.environment().putAll(play.environment());
    builder.environment().put("TERCET_DAEMON_COMMAND", String.join("\n", daemon));
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(said, StandardCharsets.UTF_8);
  }

  private static List<String> program(String version) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "-Dtercet.version=" + version,
        "-cp",
        System.getProperty("java.class.path"));
  }

  private static void awaitEnd(long pid) throws Exception {
    var process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(30, TimeUnit.SECONDS);
    }
  }

  /** What a failed test left. */
  @AfterEach
  void endDaemons() {
    daemons.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }
}
