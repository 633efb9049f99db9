package dev.tercet.server.agent.acp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.Heard;
import dev.tercet.server.agent.Requests;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.Update;
import dev.tercet.server.agent.catalogue.KnownAgents;
import dev.tercet.server.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Conversations recorded from four vendors' agents, played by a child process and compared with
 * what they are to us. {@code UPDATE_GOLDEN=1} writes the files anew.
 */
class RecordedAgentsTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."))
          .resolve("src/test/resources/acp")
          .toAbsolutePath();

  @TempDir Path home;
  private final Processes processes = new Processes();

  @AfterEach
  void close() {
    processes.close();
  }

  @ParameterizedTest
  @CsvSource({
    "claude-write, claude-agent-acp, ",
    "claude-ask, claude-agent-acp, ",
    "claude-plan, claude-agent-acp, mode=acceptEdits",
    "claude-err400, claude-agent-acp, ",
    "claude-err401, claude-agent-acp, ",
    "codex-write, codex-acp, ",
    "codex-ask, codex-acp, collaboration_mode=plan",
    "codex-patch, codex-acp, mode=workspace-write",
    "codex-err400, codex-acp, ",
    "gemini-write-nofs, gemini, ",
    "gemini-err400, gemini, ",
    "gemini-cancel-tool, gemini, mode=yolo",
    "opencode-write, opencode, ",
    "opencode-err400, opencode, ",
    "opencode-cancel-tool, opencode, ",
  })
  void reads_what_was_recorded(String recording, String agent, String option) throws Exception {
    Requests request = Requests.in(home);
    if (option != null) {
      request.option(option.split("=")[0], option.split("=")[1]);
    }
    Heard heard = new Heard((_, _) -> Optional.of("Blue"));
    AcpProgram program =
        new AcpProgram(
            "Recorded",
            FakeAcpAgent.command(
                "replay",
                FOLDER.resolve(recording + ".jsonl").toString(),
                request.directory().toString()),
            Map.of(),
            KnownAgents.bundled().find(agent).orElseThrow().program().quirks());
    TurnResult result;
    try (AgentSession session = new AcpAgent(processes, program).open(request.build(), heard)) {
      Thread canceller = Thread.ofVirtual().start(() -> cancelInTheTool(recording, session, heard));
      result = session.prompt("go");
      canceller.join();
    }

    String said =
        Stream.concat(
                Stream.concat(
                    heard.updates().stream().map(Object::toString),
                    heard.questions().stream().map(Object::toString)),
                Stream.of(result.toString()))
            .collect(Collectors.joining("\n"))
            .replace(request.directory().toString(), "/WORKTREE");
    compare(FOLDER.resolve(recording + ".golden"), said + "\n");
  }

  private static void cancelInTheTool(String recording, AgentSession session, Heard heard) {
    if (recording.endsWith("cancel-tool")) {
      try {
        // The last thing before which the recording itself was cancelled.
        Class<? extends Update> last =
            recording.startsWith("gemini") ? Update.ToolCall.class : Update.Permission.class;
        heard.await(listener -> !listener.all(last).isEmpty());
        session.cancel();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void compare(Path golden, String said) throws IOException {
    if (System.getenv("UPDATE_GOLDEN") != null) {
      Files.writeString(golden, said);
    }
    assertThat(said).isEqualTo(Files.readString(golden));
  }

  @Test
  void every_recording_is_read_by_a_test() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".jsonl")))
          .hasSize(15);
    }
  }
}
