package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tercet.server.e2e.Terminal.Said;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tercet doctor} and {@code tercet init}, typed, on a machine that was prepared for it. */
@Timeout(120)
class DoctorTest {

  private static final String KEY = "sk-0123456789-not-to-be-shown";

  @TempDir Path temp;

  /** A machine on which only git and a shell are on the PATH. */
  private Playground machine() {
    Playground play = Playground.prepare(temp);
    Path bin = play.root().resolve("bin");
    for (String program : List.of("git", "sh", "env", "true")) {
      pass(bin.resolve(program), program);
    }
    play.environment().put("PATH", bin.toString());
    // A login shell that adds nothing: /etc/profile is another machine's on each machine.
    Path shell =
        program(
            play.root().resolve("login-shell"),
            "shift; exec /bin/sh -c \"PATH='%s'; export PATH; $1\"".formatted(bin));
    play.environment().put("SHELL", shell.toString());
    return play;
  }

  private static void pass(Path place, String program) {
    Path real =
        Stream.of(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow();
    program(place, "exec '%s' \"$@\"".formatted(real));
  }

  private static Path program(Path place, String script) {
    Playground.put(place, "#!/bin/sh\n" + script + "\n");
    if (!place.toFile().setExecutable(true)) {
      throw new AssertionError(place + " cannot be made a program");
    }
    return place;
  }

  private static Terminal terminal(Playground play) {
    return new Terminal(play.repository(), play.environment());
  }

  /** What doctor says of one thing, its continuation lines too. */
  private static String about(Said said, String name) {
    List<String> lines = said.out().lines().toList();
    return lines.stream()
        .dropWhile(line -> !line.matches("(ok|warning|missing) +" + name + " .*"))
        .takeWhile(
            line -> line.startsWith(" ") || line.matches("(ok|warning|missing) +" + name + " .*"))
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }

  @Test
  void what_is_there_and_what_is_missing_is_said_with_what_to_do_about_it() {
    try (Playground play = machine()) {
      program(play.root().resolve("bin/codex-acp"), "exit 0");
      Playground.put(play.root().resolve("user/.codex/auth.json"), "{}");
      Path prefix = play.root().resolve("npm-prefix");
      Playground.put(play.root().resolve("user/.npmrc"), "prefix=" + prefix + "\n");
      program(prefix.resolve("bin/gemini"), "exit 0");
      play.environment().put("ANTHROPIC_API_KEY", KEY);
      play.startDaemon();

      Said said = terminal(play).type("doctor");

      assertThat(said.exit()).as(said.all()).isZero();
      assertThat(about(said, "git")).contains("ok", " at " + play.root().resolve("bin/git"));
      assertThat(about(said, "Codex")).contains("ok", "family openai, logged in");
      assertThat(about(said, "Gemini CLI"))
          .contains("warning", prefix.resolve("bin/gemini") + ", which is not on the PATH")
          .contains(
              "no login and no key was found", "→ log in: `gemini`, or set one of GEMINI_API");
      assertThat(about(said, "keys")).contains("set: ANTHROPIC_API_KEY");
      assertThat(said.all()).doesNotContain(KEY);
      assertThat(about(said, "cage"))
          .contains("warning", "bubblewrap is not installed", "→ on Linux install it: apt-get");
      assertThat(about(said, "prices"))
          .contains("list prices as of 2025-11", "yours for 0", "shown as unknown");
      assertThat(about(said, "disk")).contains("MiB free");
      assertThat(about(said, "identity")).contains("ok", "Ann Example");
      assertThat(about(said, "settings")).contains("no problems");
    }
  }

  @Test
  void without_an_agent_it_is_said_once_and_no_task_is_made() {
    try (Playground play = machine()) {
      play.startDaemon();

      Said said = terminal(play).type("doctor");
      assertThat(said.out().lines().filter(line -> line.contains("none is installed")))
          .singleElement()
          .asString()
          .matches(
              "missing +presets +builder, planner, reviewer, .*reviewer-c: no agent is named.*");

      Said made = terminal(play).type("new", "CSV export");
      assertThat(made.exit()).isEqualTo(1);
      assertThat(made.err())
          .contains(
              "nobody can be planner, builder, reviewer-a, reviewer-b, reviewer-c: no agent is named and none is installed: install one of Claude Code,")
          .contains("`tercet demo`");
      assertThat(terminal(play).type("list", "--all").out()).contains("no tasks");
      assertThat(play.repository().resolve(".tercet")).doesNotExist();
    }
  }

  @Test
  void a_preset_that_is_not_there_is_said_before_a_task_is_made() {
    try (Playground play = machine()) {
      program(play.root().resolve("bin/codex-acp"), "exit 0");
      play.startDaemon();
      Said made = terminal(play).type("new", "CSV export", "--preset", "reviewer-b=bob");
      assertThat(made.exit()).isEqualTo(1);
      assertThat(made.err())
          .contains("nobody can be bob: there is no preset \"bob\"; there are builder, planner,");
    }
  }

  @Test
  void a_model_server_on_this_machine_is_found_with_its_models() throws Exception {
    try (Playground play = machine();
        ModelServer models = ModelServer.open()) {
      play.startDaemon();
      Said said = terminal(play).type("doctor");
      assertThat(about(said, models.id()))
          .contains("answers at http://127.0.0.1:" + models.port(), "models: tiny-1, tiny-2");
    }
  }

  /** Answers on the first of the usual ports that is free on this machine. */
  private record ModelServer(String id, int port, HttpServer server) implements AutoCloseable {

    static ModelServer open() throws IOException {
      for (Map.Entry<Integer, String> usual :
          Map.of(11434, "ollama", 1234, "lm-studio", 8080, "llama-cpp", 8000, "vllm").entrySet()) {
        try {
          HttpServer server =
              HttpServer.create(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), usual.getKey()), 0);
          byte[] list =
              "{\"object\":\"list\",\"data\":[{\"id\":\"tiny-1\"},{\"id\":\"tiny-2\"}]}"
                  .getBytes(StandardCharsets.UTF_8);
          server.createContext(
              "/v1/models",
              exchange -> {
                exchange.sendResponseHeaders(200, list.length);
                exchange.getResponseBody().write(list);
                exchange.close();
              });
          server.start();
          return new ModelServer(usual.getValue(), usual.getKey(), server);
        } catch (java.net.BindException taken) {
          // Somebody works here; another port will do.
        }
      }
      throw new AssertionError("all usual ports of model servers are taken on this machine");
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void with_a_git_that_is_too_old_or_none_every_command_says_so() {
    try (Playground play = machine()) {
      String daemon =
          String.join(
              "\n",
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              Terminal.classPath(),
              "dev.tercet.server.Main",
              "daemon");
      play.environment().put("TERCET_DAEMON_COMMAND", daemon);
      Path git = play.root().resolve("bin/git");
      delete(git);
      Said none = terminal(play).type("doctor");
      assertThat(none.exit()).as(none.all()).isNotZero();
      assertThat(none.err())
          .contains("the daemon cannot start: there is no git on the PATH")
          .contains("install git 2.38.0 or newer");

      program(git, "echo git version 2.20.1");
      Said old = terminal(play).type("doctor");
      assertThat(old.exit()).as(old.all()).isNotZero();
      assertThat(old.err()).contains(git + " is git 2.20.1: install git 2.38.0 or newer");
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void init_proposes_families_that_differ_and_writes_only_with_consent() {
    try (Playground play = machine()) {
      program(play.root().resolve("bin/codex-acp"), "exit 0");
      program(play.root().resolve("bin/claude-agent-acp"), "exit 0");
      play.environment().put("OPENAI_API_KEY", KEY);
      play.environment().put("ANTHROPIC_API_KEY", KEY);
      play.write("package.json", "{}\n");
      play.startDaemon();
      Path file = play.repository().resolve(".tercet/settings.json");

      Said alone = terminal(play).type("init");
      assertThat(alone.exit()).isEqualTo(2);
      assertThat(alone.err()).contains("nobody can be asked here", "write it with --yes");
      assertThat(file).doesNotExist();

      Said printed = terminal(play).type("init", "--print");
      assertThat(printed.out())
          .contains("\"verify\": \"npm test\"")
          .contains("\"builder\": { \"agent\": \"claude-agent-acp\" }")
          .contains("\"reviewer\": { \"agent\": \"codex-acp\" }")
          .doesNotContain(KEY);
      assertThat(file).doesNotExist();

      Said no = terminal(play).withPerson().type(List.of("init"), "n\n");
      assertThat(no.err()).contains("not written");
      assertThat(file).doesNotExist();

      Said yes = terminal(play).withPerson().type(List.of("init"), "y\n");
      assertThat(yes.out()).contains("wrote " + file);
      assertThat(file).content().contains("npm test");

      Playground.put(file, "{\"verify\": \"mine\"}\n");
      Said again = terminal(play).type("init", "--yes");
      assertThat(again.out()).contains("is there already; --print shows it, --replace writes it");
      assertThat(file).hasContent("{\"verify\": \"mine\"}");
      assertThat(terminal(play).type("init", "--yes", "--replace").exit()).isZero();
      assertThat(file).content().contains("npm test");
    }
  }

  @Test
  void init_says_why_it_proposes_no_reviewers_where_only_one_family_can_be_used() {
    try (Playground play = machine()) {
      program(play.root().resolve("bin/codex-acp"), "exit 0");
      play.environment().put("OPENAI_API_KEY", KEY);
      play.startDaemon();
      Said said = terminal(play).type("init", "--print");
      assertThat(said.err())
          .contains("no build file that is known was found")
          .contains("only Codex can be used here", "install an agent of another vendor");
      assertThat(said.out()).doesNotContain("presets");
    }
  }
}
