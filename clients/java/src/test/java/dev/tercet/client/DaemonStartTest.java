package dev.tercet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.protocol.NoParams;
import dev.tercet.protocol.ServerStatus;
import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.SocketPath;
import dev.tercet.protocol.connect.TercetHome;
import java.lang.reflect.Proxy;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The daemon is started when it is needed, once, and what stands in the way is said. */
@Timeout(60)
class DaemonStartTest {

  private static final TercetClient NOBODY =
      (TercetClient)
          Proxy.newProxyInstance(
              DaemonStartTest.class.getClassLoader(),
              new Class<?>[] {TercetClient.class},
              (_, _, _) -> null);

  @TempDir Path folder;

  @AfterEach
  void stop() throws Exception {
    var running = Tercet.connect(home(), folder, NOBODY);
    if (running.isPresent()) {
      try (Tercet tercet = running.get()) {
        long pid = tercet.await(tercet.server().stop(new NoParams())).pid();
        var process = ProcessHandle.of(pid);
        if (process.isPresent() && pid != ProcessHandle.current().pid()) {
          process.get().onExit().get(20, TimeUnit.SECONDS);
        }
      }
    }
  }

  @Test
  void many_clients_at_once_start_one_daemon() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> clients = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        clients.add(threads.submit(this::pidOfDaemon));
      }
      long pid = clients.getFirst().get();
      for (Future<Long> client : clients) {
        assertThat(client.get()).isEqualTo(pid);
      }
    }
    assertThat(Files.readString(home().daemonLog())).isEqualTo("started\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home().root())))
        .isEqualTo("rwx------");
  }

  @Test
  void a_stale_socket_is_replaced() throws Exception {
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Path path = SocketPath.prepare(home().prepare(), Map.of());
      socket.bind(UnixDomainSocketAddress.of(path));
    }

    assertThat(Tercet.connect(home(), folder, NOBODY)).isEmpty();
    assertThat(pidOfDaemon()).isPositive();
  }

  @Test
  void a_daemon_that_does_not_start_is_quoted() {
    Map<String, String> environment = environment("refuse");

    assertThatThrownBy(() -> Tercet.connectOrStart(environment, folder, NOBODY))
        .isInstanceOf(DaemonUnreachable.class)
        .hasMessageContaining("exit code 7")
        .hasMessageContaining("the store is newer than this daemon")
        .hasMessageContaining("update tercet");
  }

  @Test
  void a_program_that_is_not_there_is_named() {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("PATH", "");
    environment.put("TERCET_DAEMON_COMMAND", folder.resolve("no such program").toString());

    assertThatThrownBy(() -> Tercet.connectOrStart(environment, folder, NOBODY))
        .isInstanceOf(DaemonUnreachable.class)
        .hasMessageContaining("no such program");
  }

  @Test
  void a_refusal_is_passed_on() throws Exception {
    Hello refusal = new Hello.Refusal("9.0", "it is about to end");
    try (FakeDaemon daemon = new FakeDaemon(home(), refusal)) {
      assertThatThrownBy(() -> Tercet.connectOrStart(environment(), folder, NOBODY))
          .isInstanceOf(DaemonUnreachable.class)
          .hasMessageContaining("9.0")
          .hasMessageContaining("it is about to end");
      assertThat(daemon.asked()).isEmpty();
    }
  }

  @Test
  void a_daemon_that_goes_away_ends_the_waiting() throws Exception {
    try (FakeDaemon daemon = new FakeDaemon(home());
        Tercet tercet = Tercet.connectOrStart(environment(), folder, NOBODY)) {
      daemon.hangUpAt("tercet/server/status");

      assertThatThrownBy(() -> tercet.await(tercet.server().status(new NoParams())))
          .isInstanceOf(DaemonUnreachable.class)
          .hasMessageContaining("before it answered");
    }
  }

  private long pidOfDaemon() {
    try (Tercet tercet = Tercet.connectOrStart(environment(), folder, NOBODY)) {
      ServerStatus status = tercet.await(tercet.server().status(new NoParams()));
      return status.pid();
    }
  }

  private TercetHome home() {
    return new TercetHome(folder.resolve("home"));
  }

  private Map<String, String> environment(String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp"));
    words.add(System.getProperty("java.class.path"));
    words.add(FakeDaemonMain.class.getName());
    words.addAll(List.of(arguments));
    return Map.of(
        "TERCET_HOME",
        home().root().toString(),
        "PATH",
        System.getenv().getOrDefault("PATH", ""),
        "TERCET_DAEMON_COMMAND",
        String.join("\n", words));
  }
}
