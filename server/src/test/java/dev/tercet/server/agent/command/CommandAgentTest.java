package dev.tercet.server.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.Heard;
import dev.tercet.server.agent.Requests;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.TurnResult.Failed;
import dev.tercet.server.agent.TurnResult.Finished;
import dev.tercet.server.agent.Update;
import dev.tercet.server.agent.command.CommandProgram.PromptOn;
import dev.tercet.server.process.Processes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandAgentTest {

  @TempDir Path home;
  private final Processes processes = new Processes();
  private final Heard heard = new Heard();

  @AfterEach
  void close() {
    processes.close();
  }

  private TurnResult run(PromptOn promptOn, String... command) throws InterruptedException {
    return run(Requests.in(home).build(), promptOn, command);
  }

  private TurnResult run(SessionRequest request, PromptOn promptOn, String... command)
      throws InterruptedException {
    CommandProgram program =
        new CommandProgram(List.of(command), promptOn, Map.of("ONLY_THIS", "yes"));
    try (AgentSession session = new CommandAgent(processes, program).open(request, heard)) {
      assertThat(session.keepsContext()).isFalse();
      return session.prompt("two\n'words' $HOME");
    }
  }

  @Test
  void the_prompt_is_where_the_program_looks_for_it() throws Exception {
    Finished whole = new Finished("two\n'words' $HOME");
    assertThat(run(PromptOn.STDIN, "cat")).isEqualTo(whole);
    assertThat(run(PromptOn.ARGUMENT, "printf", "%s\\n")).isEqualTo(whole);
    assertThat(run(PromptOn.STDIN, "printf", "%s\\n", "{prompt}")).isEqualTo(whole);
    assertThat(run(PromptOn.STDIN, "cat", "{prompt_file}")).isEqualTo(whole);
    assertThat(run(PromptOn.STDIN, "echo", "in {directory}"))
        .isEqualTo(new Finished("in " + home.resolve("work")));
  }

  @Test
  void an_exit_code_other_than_zero_is_a_refusal_with_the_last_words() throws Exception {
    assertThat(run(PromptOn.STDIN, "sh", "-c", "echo out; echo no idea >&2; exit 4"))
        .isEqualTo(
            new Failed(
                Cause.REFUSED, "sh ended with exit code 4; its error stream ends:\nno idea"));
    assertThat(heard.updates())
        .containsExactlyInAnyOrder(new Update.Text("out\n"), new Update.Diagnostic("no idea"));
    assertThat(run(PromptOn.STDIN, "sh", "-c", "echo 'Error: 429' >&2; exit 1"))
        .extracting("cause")
        .isEqualTo(Cause.RATE_LIMITED);
  }

  @Test
  void the_environment_is_exactly_what_was_given_and_the_run() throws Exception {
    SessionRequest request = Requests.in(home).variable("GIVEN", "too").build();
    assertThat(
            run(
                request,
                PromptOn.STDIN,
                "sh",
                "-c",
                "echo $TERCET_RUN $ONLY_THIS $GIVEN ${HOME-none}; cat > /dev/null"))
        .isEqualTo(new Finished(request.run() + " yes too none"));
  }

  @Test
  void a_missing_program_is_said_when_the_session_is_opened() {
    assertThatThrownBy(() -> run(PromptOn.STDIN, "no-such-program"))
        .isInstanceOf(AgentException.class)
        .hasMessage(
            "there is no program no-such-program on the PATH of preset builder; install it, or name"
                + " its full path");
  }
}
