package dev.tercet.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.connect.Hello;
import dev.tercet.protocol.connect.Hello.Greeting;
import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.protocol.connect.SocketPath;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.protocol.connect.TercetVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tercet lsp} and {@code tercet mcp} as a host runs them: real processes, real sockets. */
@Timeout(60)
class FrontTest {

  @TempDir Path folder;
  private ServerSocketChannel socket;
  private Process process;

  @BeforeEach
  void listen() throws IOException {
    Path path = SocketPath.prepare(home().prepare(), Map.of());
    socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(path));
  }

  @AfterEach
  void end() throws IOException {
    if (process != null) {
      process.destroyForcibly();
    }
    socket.close();
  }

  @Test
  void bytes_go_both_ways_as_they_come() throws Exception {
    start("lsp");
    try (SocketChannel daemon = socket.accept()) {
      Greeting hello = greet(daemon, Speech.LSP);
      assertThat(hello.speech()).isEqualTo(Speech.LSP);
      assertThat(hello.cwd()).isEqualTo(folder.toRealPath().toString());

      say(process.getOutputStream(), "Content-Length: 2\r\n\r\n{}");
      assertThat(hear(Channels.newInputStream(daemon), 23)).endsWith("{}");
      say(Channels.newOutputStream(daemon), "grüße");
      assertThat(hear(process.getInputStream(), 7)).isEqualTo("grüße");
    }
    assertThat(exit()).isZero();
  }

  @Test
  void what_the_daemon_says_after_the_end_of_the_input_still_arrives() throws Exception {
    start("mcp");
    try (SocketChannel daemon = socket.accept()) {
      assertThat(greet(daemon, Speech.MCP).speech()).isEqualTo(Speech.MCP);
      say(process.getOutputStream(), "question");
      process.getOutputStream().close();
      assertThat(text(Channels.newInputStream(daemon))).isEqualTo("question");
      say(Channels.newOutputStream(daemon), "answer");
    }
    assertThat(text(process.getInputStream())).isEqualTo("answer");
    assertThat(exit()).isZero();
  }

  @Test
  void the_end_of_the_daemon_ends_it_though_the_input_is_open() throws Exception {
    start("lsp");
    try (SocketChannel daemon = socket.accept()) {
      greet(daemon, Speech.LSP);
    }
    assertThat(exit()).isZero();
  }

  @Test
  void a_megabyte_is_not_changed_on_its_way() throws Exception {
    byte[] much = new byte[1 << 20];
    for (int i = 0; i < much.length; i++) {
      much[i] = (byte) (i * 31 >> 3);
    }
    start("mcp");
    try (SocketChannel daemon = socket.accept()) {
      greet(daemon, Speech.MCP);
      CompletableFuture<Void> typed = CompletableFuture.runAsync(() -> type(much));
      byte[] heard = Channels.newInputStream(daemon).readAllBytes();
      typed.join();
      assertThat(heard).isEqualTo(much);
      CompletableFuture<byte[]> shown =
          CompletableFuture.supplyAsync(() -> bytes(process.getInputStream()));
      Channels.newOutputStream(daemon).write(heard);
      daemon.shutdownOutput();
      assertThat(shown.join()).isEqualTo(much);
    }
    assertThat(exit()).isZero();
  }

  @Test
  void a_refusal_is_said_and_ends_with_3() throws Exception {
    start("lsp");
    try (SocketChannel daemon = socket.accept()) {
      Hello.read(Channels.newInputStream(daemon));
      say(Channels.newOutputStream(daemon), new Hello.Refusal("0.1.0", "no such door").line());
    }
    assertThat(exit()).isEqualTo(3);
    assertThat(text(process.getErrorStream())).contains("tercet: ", "no such door");
    assertThat(text(process.getInputStream())).isEmpty();
  }

  @Test
  void an_answer_of_another_kind_is_not_taken() throws Exception {
    start("lsp");
    try (SocketChannel daemon = socket.accept()) {
      greet(daemon, Speech.TASK);
      assertThat(exit()).isEqualTo(3);
    }
    assertThat(text(process.getErrorStream())).contains("asked for LSP", "answered TASK");
  }

  @Test
  void a_daemon_that_cannot_be_started_is_named_and_ends_with_3() throws Exception {
    socket.close();
    start("mcp");
    assertThat(exit()).isEqualTo(3);
    assertThat(text(process.getErrorStream())).contains("no such program");
  }

  @Test
  void inside_a_run_it_does_not_start() throws Exception {
    start(Map.of("TERCET_RUN", "r1"), "mcp");
    assertThat(exit()).isEqualTo(1);
    assertThat(text(process.getErrorStream())).contains("agents cannot decide");
  }

  @Test
  void no_library_is_loaded_on_the_way() throws Exception {
    Path log = folder.resolve("classes");
    start(Map.of(), List.of("-Xlog:class+load:file=" + log), "lsp");
    try (SocketChannel daemon = socket.accept()) {
      greet(daemon, Speech.LSP);
      say(Channels.newOutputStream(daemon), "x");
      assertThat(hear(process.getInputStream(), 1)).isEqualTo("x");
    }
    assertThat(exit()).isZero();

    List<String> ours = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      String name = line.replaceFirst("^(\\[[^]]*])+ ", "").split(" ", 2)[0];
      if (!name.matches("(java|javax|jdk|sun)[./].*")) {
        ours.add(name);
      }
    }
    assertThat(ours).contains("dev.tercet.front.Pump");
    assertThat(ours)
        .allMatch(name -> name.matches("dev\\.tercet\\.(front|client|protocol\\.connect)\\..*"));
    assertThat(Files.readString(log)).doesNotContain(" java.util.logging.");
  }

  private void start(String command) throws IOException {
    start(Map.of(), command);
  }

  private void start(Map<String, String> more, String command) throws IOException {
    start(more, List.of(), command);
  }

  private void start(Map<String, String> more, List<String> flags, String command)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"));
    words.addAll(flags);
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(Main.class.getName(), command));
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("TERCET_HOME", home().root().toString());
    builder
        .environment()
        .put("TERCET_DAEMON_COMMAND", folder.resolve("no such program").toString());
    builder.environment().putAll(more);
    process = builder.start();
  }

  private int exit() throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private TercetHome home() {
    return new TercetHome(folder.resolve("home"));
  }

  /** Reads the first line and answers with one of that kind. */
  private static Greeting greet(SocketChannel daemon, Speech speech) throws IOException {
    Hello hello = Hello.read(Channels.newInputStream(daemon));
    say(
        Channels.newOutputStream(daemon),
        new Greeting(speech, TercetVersion.CURRENT, "", null).line());
    return (Greeting) hello;
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void type(byte[] bytes) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(InputStream in) {
    try {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hear(InputStream in, int bytes) throws IOException {
    return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
