package dev.tercet.server.agent.headless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.Heard;
import dev.tercet.server.agent.Requests;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Output recorded from four vendors' agents, printed by a child process and compared with what it
 * is to us. {@code UPDATE_GOLDEN=1} writes the files anew.
 */
class RecordedOutputTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."))
          .resolve("src/test/resources/headless")
          .toAbsolutePath();

  @TempDir Path home;
  private final Processes processes = new Processes();
  private final Heard heard = new Heard();

  @AfterEach
  void close() {
    processes.close();
  }

  private HeadlessProgram recorded(String recording, String ending) {
    String script = "cat > /dev/null; cat '%s'; %s".formatted(FOLDER.resolve(recording), ending);
    Dialect dialect = Dialect.of(recording.split("-")[0]).orElseThrow();
    return new HeadlessProgram("Recorded", dialect, List.of("sh", "-c", script), Map.of());
  }

  private TurnResult play(String recording, String ending) throws InterruptedException {
    HeadlessAgent agent = new HeadlessAgent(processes, recorded(recording + ".jsonl", ending));
    try (AgentSession session = agent.open(Requests.in(home).build(), heard)) {
      return session.prompt("go");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "claude-write, exit 0",
    "claude-mcp, exit 0",
    "claude-planmode, exit 0",
    "claude-err401, exit 1",
    "claude-maxturns, exit 1",
    "claude-sigterm-tool, kill -9 $$",
    "codex-write, exit 0",
    "codex-patch, exit 0",
    "codex-mcp-approve, exit 0",
    "codex-err401, exit 1",
    "codex-sigterm-tool, kill -9 $$",
    "gemini-write, exit 0",
    "gemini-outside, exit 0",
    "gemini-err401, exit 145",
    "opencode-write, exit 0",
    "opencode-permask, exit 0",
    "opencode-err401, exit 1",
    "opencode-sigterm-tool, exit 143",
  })
  void reads_what_was_recorded(String recording, String ending) throws Exception {
    TurnResult result = play(recording, ending);
    String said =
        Stream.concat(heard.updates().stream().map(Object::toString), Stream.of(result.toString()))
            .collect(Collectors.joining("\n"));
    Path golden = FOLDER.resolve(recording + ".golden");
    if (System.getenv("UPDATE_GOLDEN") != null) {
      Files.writeString(golden, said + "\n");
    }
    assertThat(said + "\n").isEqualTo(Files.readString(golden));
  }

  /** Some agents end with 0 when they are stopped in the middle. */
  @ParameterizedTest
  @CsvSource({"claude-sigterm-tool", "codex-sigterm-tool", "opencode-permask"})
  void without_its_last_event_an_exit_code_of_0_is_no_success(String recording) throws Exception {
    TurnResult result = play(recording, "exit 0");
    assertThat(result).isInstanceOf(TurnResult.Failed.class);
    assertThat(result).extracting("cause").isEqualTo(Cause.CRASHED);
    assertThat(result)
        .extracting("reason")
        .asString()
        .startsWith("Recorded ended with exit code 0 and never said that its turn was over");
  }

  @Test
  void every_recording_is_read_by_a_test() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.filter(file -> file.toString().endsWith(".jsonl"))).hasSize(18);
    }
  }

  @Test
  void what_codex_counted_before_is_not_counted_again() throws Exception {
    HeadlessAgent agent = new HeadlessAgent(processes, recorded("codex-write.jsonl", "exit 0"));
    String token;
    try (AgentSession session = agent.open(Requests.in(home).build(), heard)) {
      session.prompt("go");
      token = session.resumeToken().orElseThrow();
    }
    assertThat(token).endsWith(";3702,600,168");
    Heard again = new Heard();
    try (AgentSession session = agent.open(Requests.in(home).resume(token).build(), again)) {
      assertThat(session.isResumed()).isTrue();
      session.prompt("go");
    }
    assertThat(again.updates().toString()).contains("Usage[input=0, output=0, cacheRead=0");
  }

  @Test
  void a_prompt_that_is_no_argument_any_more_is_refused_in_words() throws Exception {
    HeadlessAgent agent = new HeadlessAgent(processes, recorded("gemini-write.jsonl", "exit 0"));
    SessionRequest request = Requests.in(home).build();
    try (AgentSession session = agent.open(request, heard)) {
      assertThat(session.prompt("x".repeat(140_000)))
          .extracting("reason")
          .asString()
          .contains("more than 131000 bytes");
    }
  }
}
