package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tercet.client.DaemonLink;
import dev.tercet.client.DaemonUnreachable;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.Check;
import dev.tercet.protocol.DoctorParams;
import dev.tercet.protocol.NoParams;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.connect.DaemonAddress;
import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.Hello.Greeting;
import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.protocol.connect.TercetHome;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How callers are let in, who may decide, and how one daemon makes room for the next. */
@Timeout(90)
class DaemonLifeTest {

  private static final Greeting TASK = new Greeting(Speech.TASK, "0.1.0", "", null);

  @TempDir Path temp;

  @Test
  void over_tcp_it_works_the_same_for_whoever_has_the_token() throws Exception {
    Playground play = Playground.prepare(temp);
    play.environment().put("TERCET_TRANSPORT", "tcp");
    play.startDaemon();
    try (play) {
      String task = play.create(play.ticket("Greet", Scripts.smooth("greeting")));
      TaskView approved = play.approve(task);

      assertThat(approved.receipts().getFirst().proven()).isFalse();
      DaemonAddress address = DaemonAddress.find(new TercetHome(play.home()));
      assertThat(address.token()).isNotNull();
      assertThat(hello(play, new Greeting(Speech.TASK, "0.1.0", "", null)))
          .isInstanceOfSatisfying(
              Hello.Refusal.class, refusal -> assertThat(refusal.reason()).contains("token"));
      assertThat(hello(play, new Greeting(Speech.TASK, "0.1.0", "", "wrong")))
          .isInstanceOf(Hello.Refusal.class);
    }
    assertThat(play.home().resolve("run/tcp")).doesNotExist();
  }

  @Test
  void a_speech_without_a_door_is_refused_in_words() throws Exception {
    try (Playground play = Playground.open(temp)) {
      assertThatThrownBy(
              () ->
                  DaemonLink.connect(
                      new TercetHome(play.home()), new Greeting(Speech.RUN, "0.1.0", "", null)))
          .isInstanceOf(DaemonUnreachable.class)
          .hasMessageContaining("does not speak run");
    }
  }

  @Test
  void a_receipt_names_the_program_and_says_that_no_agent_sent_it() throws Exception {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Greet", Scripts.smooth("greeting")));
      TaskView approved = play.approve(task);

      assertThat(approved.receipts().getFirst().client()).isEqualTo("tercet 0.1.0");
      assertThat(approved.receipts().getFirst().proven()).isTrue();
    }
  }

  @Test
  void what_a_run_started_cannot_decide_though_it_hides_its_mark() throws Exception {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Greet", Scripts.smooth("greeting")));
      play.asked(task, Asked.Approval.class);

      assertThat(underARun(play, "approve --yes " + task))
          .contains("this comes from inside a run, and agents cannot decide");
      assertThat(underARun(play, "list")).contains(task);
      assertThat(Playground.open(play.show(task), Asked.Approval.class)).isPresent();
    }
  }

  /** Types a command in a shell that carries the mark of a run, and takes the mark off itself. */
  private static String underARun(Playground play, String command) throws Exception {
    return typed(play, Map.of("TERCET_RUN", "r1.1"), "unset TERCET_RUN;", command);
  }

  private static String typed(
      Playground play, Map<String, String> more, String before, String command) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String line =
        before
            + " \"$0\" -XX:TieredStopAtLevel=1 -cp \"$1\" dev.tercet.cli.Main "
            + command
            + "; :";
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", line, java, System.getProperty("java.class.path"))
            .directory(play.repository().toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(play.environment());
    builder.environment().putAll(more);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  @Test
  void a_stop_leaves_a_note_until_the_next_start_and_a_drain_leaves_none() throws Exception {
    Playground play = Playground.open(temp);
    Path note = new TercetHome(play.home()).stopped();
    try (play) {
      play.ask(play.client().server().stop(new NoParams()));
      awaitEnd(play);
      assertThat(note).exists();
      play.stopDaemon();
      play.startDaemon();
      assertThat(note).doesNotExist();
      play.ask(play.client().server().drain(new NoParams()));
      awaitEnd(play);
      assertThat(note).doesNotExist();
    }
  }

  @Test
  void an_idle_daemon_makes_room_for_a_newer_one_at_once() throws Exception {
    Playground play = Playground.open(temp);
    try (play) {
      assertThat(hello(play, new Greeting(Speech.TASK, "9.0.0", "", null)))
          .isInstanceOfSatisfying(
              Hello.Refusal.class,
              refusal -> assertThat(refusal.reason()).startsWith("it hands over"));
      awaitEnd(play);
    }
  }

  @Test
  void draining_ends_at_the_end_of_an_item_and_the_next_daemon_goes_on() throws Exception {
    Path begun = temp.resolve("begun");
    Path go = temp.resolve("go");
    String script =
        Scripts.plan("One", "Two")
            + """
              on build item=1
                run touch '%s'; while [ ! -e '%s' ]; do sleep 0.05; done
                write src/one.txt "1"
              on build item=2
                write src/two.txt "2"
              on review
                say Fine.
              """
                .formatted(begun, go)
                .indent(0);
    try (Playground play = Playground.prepare(Files.createDirectory(temp.resolve("p"))).uncaged()) {
      play.startDaemon();
      String task = play.create(play.ticket("Two items", script));
      play.approve(task);
      play.until(task, _ -> Files.exists(begun));

      assertThat(play.ask(play.client().server().drain(new NoParams())).draining()).isTrue();
      Files.createFile(go);
      awaitEnd(play);

      assertThat(play.git("log", "--format=%s", "tercet/" + task).lines())
          .contains("One")
          .doesNotContain("Two");
      play.stopDaemon();
      play.startDaemon();
      play.until(task, TaskState.Kind.READY);
      assertThat(play.git("log", "--format=%s", "tercet/" + task).lines())
          .filteredOn(List.of("One", "Two")::contains)
          .containsExactly("Two", "One");
    }
  }

  @Test
  void standing_alone_a_command_is_its_own_daemon() throws Exception {
    Playground play = Playground.prepare(temp);

    String said = typed(play, Map.of(), "", "daemon status --standalone --json");

    assertThat(said).contains("\"home\": \"" + play.home() + "\"");
    assertThat(DaemonLink.connect(new TercetHome(play.home()), TASK)).isEmpty();
    assertThat(play.home().resolve("logs/standalone.log")).content().contains("serves");
  }

  @Test
  void the_log_of_a_command_that_stands_alone_has_no_secrets_either() throws Exception {
    Playground play = Playground.prepare(temp);
    String secret = "sk-sample-0123456789";
    Path home = play.root().resolve(secret);
    Map<String, String> more = Map.of("SAMPLE_API_KEY", secret, "TERCET_HOME", home.toString());

    typed(play, more, "", "list --standalone");

    assertThat(home.resolve("logs/standalone.log"))
        .content()
        .contains("serves " + play.root().resolve("[redacted]"))
        .doesNotContain(secret);
  }

  @Test
  void standing_alone_is_refused_where_a_daemon_serves_the_home() throws Exception {
    try (Playground play = Playground.open(temp)) {
      assertThat(typed(play, Map.of(), "", "list --standalone"))
          .contains("a daemon serves " + play.home() + " already");
    }
  }

  @Test
  void new_decisions_are_told_to_the_user_s_command_together() throws Exception {
    Playground play = Playground.prepare(temp);
    Path told = temp.resolve("told");
    Playground.put(
        play.home().resolve("settings.json"),
        "{\"notify.command\": \"cat >> '" + told + "'; echo >> '" + told + "'\"}");
    play.startDaemon();
    try (play) {
      String task = play.create(play.ticket("Greet", Scripts.smooth("greeting")));
      play.until(task, _ -> Files.exists(told) && Playground.read(told).endsWith("\n"));

      assertThat(Playground.read(told).lines())
          .singleElement()
          .asString()
          .startsWith("{\"decisions\":[{")
          .contains("\"task\":\"" + task + "\"", "\"kind\":\"approval\"");
    }
  }

  @Test
  void a_command_that_fails_is_told_by_the_doctor() throws Exception {
    Playground play = Playground.prepare(temp);
    Playground.put(
        play.home().resolve("settings.json"),
        "{\"notify.command\": \"echo no such window >&2; exit 4\"}");
    play.startDaemon();
    try (play) {
      String task = play.create(play.ticket("Greet", Scripts.smooth("greeting")));
      play.until(task, _ -> notifyCheck(play).contains("exit code 4: no such window"));
    }
  }

  @Test
  void a_refresh_reads_the_login_shell_again() throws Exception {
    Playground play = Playground.prepare(temp);
    Path said = temp.resolve("said");
    Playground.put(play.root().resolve("user/.profile"), "echo x >> '" + said + "'\n");
    play.startDaemon();
    try (play) {
      assertThat(Playground.read(said).lines()).hasSize(1);
      play.ask(play.client().server().doctor(new DoctorParams(true, null, null)));
      assertThat(Playground.read(said).lines()).hasSize(2);
    }
  }

  private static String notifyCheck(Playground play) {
    return play
        .ask(play.client().server().doctor(new DoctorParams(null, null, null)))
        .checks()
        .stream()
        .filter(check -> check.name().equals("notify"))
        .map(Check::text)
        .findFirst()
        .orElse("");
  }

  /** Until nobody listens in the home any more; the test's own JVM keeps the connections open. */
  private static void awaitEnd(Playground play) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> DaemonLink.connect(new TercetHome(play.home()), TASK).isEmpty());
  }

  private static Hello hello(Playground play, Greeting greeting) throws IOException {
    DaemonAddress address = DaemonAddress.find(new TercetHome(play.home()));
    try (SocketChannel channel = SocketChannel.open(address.address())) {
      Channels.newOutputStream(channel).write(greeting.line().getBytes(StandardCharsets.UTF_8));
      return Hello.read(Channels.newInputStream(channel));
    }
  }
}
