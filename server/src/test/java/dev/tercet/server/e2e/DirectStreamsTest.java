package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.DyingDaemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A front command that hands its streams to the daemon, which then has its pipes open too. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class DirectStreamsTest {

  private static final int MOST_ROUNDS = 100_000;
  private static final int MANY = 20_000;

  @TempDir Path temp;
  private Playground play;
  private ChildDaemon daemon;
  private Process front;
  private AgentHost host;

  @BeforeEach
  void start() throws IOException {
    play = Playground.prepare(temp);
    daemon = ChildDaemon.start(play, DyingDaemon.Moment.NEVER);
    front = Carrier.front(play, "mcp");
    host = AgentHost.of(front).initialized("2025-11-25", "{}");
  }

  @AfterEach
  void end() throws InterruptedException {
    front.destroyForcibly();
    daemon.close();
  }

  @Test
  void who_talks_much_talks_to_the_daemon_itself_and_no_message_is_lost() throws Exception {
    Path input = link(0);
    talkUntilHandedOver(input);
    for (int more = 0; more < 500; more++) {
      ping();
    }
    front.getOutputStream().close();
    assertThat(front.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(front.exitValue()).isZero();
    assertThat(front.getInputStream().readAllBytes()).isEmpty();
  }

  @Test
  void what_is_under_way_in_the_change_is_answered_in_order() throws Exception {
    Path input = link(0);
    int first = host.send("ping", "{}");
    CompletableFuture<Void> said = CompletableFuture.runAsync(this::sayTheOthers);
    hearAllInOrder(first);
    said.join();
    talkUntilHandedOver(input);
  }

  /** The two sides settle it between them in whatever order their threads come. */
  @RepeatedTest(8)
  void it_comes_off_however_the_threads_run() throws Exception {
    talkUntilHandedOver(link(0));
    for (int more = 0; more < 200; more++) {
      ping();
    }
  }

  @Test
  void who_talks_little_keeps_its_streams() throws Exception {
    Path input = link(0);
    for (int few = 0; few < 20; few++) {
      ping();
    }
    assertThat(daemonHas(input)).isFalse();
  }

  @Test
  void the_end_of_the_front_is_the_end_of_the_connection() throws Exception {
    Path input = link(0);
    talkUntilHandedOver(input);
    // By its handle, which leaves the host's ends of the pipes open.
    front.toHandle().destroyForcibly();
    // What the daemon had is closed, or this would wait for ever.
    assertThat(front.getInputStream().readAllBytes()).isEmpty();
    try (AgentHost other = AgentHost.connect(play)) {
      other.initialized("2025-11-25", "{}");
      for (int round = 0; daemonHas(input) && round < MOST_ROUNDS; round++) {
        other.ask("ping", "{}");
      }
    }
    assertThat(daemonHas(input)).isFalse();
  }

  @Test
  void a_host_that_does_not_read_holds_up_nobody_else_and_loses_nothing() throws Exception {
    talkUntilHandedOver(link(0));
    int first = host.send("ping", "{}");
    CompletableFuture<Void> said = CompletableFuture.runAsync(this::sayTheOthers);
    try (AgentHost other = AgentHost.connect(play)) {
      other.initialized("2025-11-25", "{}");
      for (int round = 0; round < 200; round++) {
        assertThat(other.ask("ping", "{}").has("result")).isTrue();
      }
    }
    hearAllInOrder(first);
    said.join();
  }

  @Test
  void the_end_of_the_daemon_is_the_end_of_the_front() throws Exception {
    talkUntilHandedOver(link(0));
    daemon.process().destroyForcibly();
    assertThat(front.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  private void sayTheOthers() {
    for (int more = 1; more < MANY; more++) {
      host.send("ping", "{}");
    }
  }

  private void hearAllInOrder(int first) {
    for (int answer = 0; answer < MANY; answer++) {
      assertThat(host.hear().path("id").asInt()).isEqualTo(first + answer);
    }
  }

  private void talkUntilHandedOver(Path input) throws IOException {
    for (int round = 0; !daemonHas(input); round++) {
      assertThat(round).as("rounds without a handover").isLessThan(MOST_ROUNDS);
      ping();
    }
  }

  private void ping() {
    JsonNode answer = host.ask("ping", "{}");
    assertThat(answer.has("result")).isTrue();
  }

  /** What a descriptor of the front is, such as {@code pipe:[123]}. */
  private Path link(int descriptor) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/" + front.pid() + "/fd/" + descriptor));
  }

  private boolean daemonHas(Path link) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/" + daemon.process().pid() + "/fd"))) {
      return all.anyMatch(one -> link.equals(target(one)));
    }
  }

  private static Path target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor);
    } catch (NoSuchFileException closedMeanwhile) {
      return descriptor;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
