package dev.tercet.server.agent.acp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.AgentListener;
import dev.tercet.server.agent.AgentQuestion;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.Heard;
import dev.tercet.server.agent.Permit;
import dev.tercet.server.agent.Requests;
import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.agent.ToolServer;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.TurnResult.Cancelled;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.TurnResult.Failed;
import dev.tercet.server.agent.TurnResult.Finished;
import dev.tercet.server.agent.TurnResult.Waiting;
import dev.tercet.server.agent.Update;
import dev.tercet.server.process.Processes;
import dev.tercet.server.review.Claim;
import dev.tercet.server.review.Severity;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcpAgentTest {

  @TempDir Path home;
  private final Processes processes = new Processes();
  private final Heard heard = new Heard();

  @AfterEach
  void close() {
    processes.close();
  }

  private AcpAgent fake(String... arguments) {
    return new AcpAgent(
        processes,
        new AcpProgram(
            "Fake", FakeAcpAgent.command(arguments), Map.of("ONLY_THIS", "yes"), AcpQuirks.NONE));
  }

  private AgentSession open(Requests request, Heard listener) throws InterruptedException {
    return fake("serve").open(request.build(), listener);
  }

  @Test
  void one_session_takes_several_prompts_of_which_each_ends_in_its_way() throws Exception {
    try (AgentSession session = open(Requests.in(home), heard)) {
      assertThat(session.prompt("rate limited"))
          .isEqualTo(new Failed(Cause.RATE_LIMITED, "API Error: 529 overloaded"));
      assertThat(session.prompt("login"))
          .isEqualTo(new Failed(Cause.NOT_AUTHENTICATED, "Authentication required"));
      assertThat(session.prompt("tokens"))
          .isEqualTo(new Failed(Cause.LIMIT, "Fake reached its limit of tokens for one answer"));
      assertThat(session.prompt("disguised")).extracting("cause").isEqualTo(Cause.RATE_LIMITED);
      assertThat(session.prompt("ask in words")).isEqualTo(new Waiting());
      assertThat(heard.questions())
          .containsExactly(new AgentQuestion("Which one?", List.of("This", "That")));
      assertThat(session.prompt("finish")).isEqualTo(new Finished("done"));
      assertThat(session.prompt("finish")).isEqualTo(new Finished("done"));
      // Three turns told of 10 and 2.
      assertThat(heard.all(Update.Used.class).getLast().usage())
          .isEqualTo(new Usage(30L, 6L, null, null, null));
      assertThat(session.keepsContext()).isTrue();
      assertThat(session.resumeToken()).contains("s-1");
    }
  }

  @Test
  void bears_what_is_unusual_and_answers_every_request() throws Exception {
    try (AgentSession session = open(Requests.in(home), heard)) {
      assertThat(session.prompt("odd"))
          .isEqualTo(new Finished("a refused 0 refused null refused 3 answered"));
    }
    assertThat(heard.all(Update.Diagnostic.class).stream().map(Update.Diagnostic::text))
        .containsExactly(
            "not understood: a line of log on the wrong stream",
            "not understood: [1,2]",
            "not understood: {\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}",
            "an update of a kind that is not known: {\"sessionUpdate\":\"hologram\",\"size\":3}",
            "a request to open a page was declined: open");
    assertThat(heard.all(Update.ToolCall.class))
        .containsExactly(new Update.ToolCall("new", "first seen here", "execute", "running", null));
  }

  @Test
  void gives_exactly_the_environment_and_the_run() throws Exception {
    SessionRequest request = Requests.in(home).build();
    try (AgentSession session = fake("serve").open(request, heard)) {
      assertThat(session.prompt("environment"))
          .isEqualTo(new Finished(request.run() + " yes null"));
    }
  }

  @Test
  void a_reviewers_findings_are_read_from_its_answer() throws Exception {
    try (AgentSession session = open(Requests.in(home).role(Role.REVIEW), heard)) {
      assertThat(session.prompt("report")).isInstanceOf(Finished.class);
    }
    assertThat(heard.all(Update.Found.class))
        .containsExactly(
            new Update.Found(
                new Claim(
                    Severity.MINOR,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "It leaks",
                    null,
                    null,
                    null,
                    null)));
  }

  @Test
  void an_answer_in_time_goes_back_as_the_form_wants_it() throws Exception {
    Heard quick = new Heard((_, _) -> Optional.of("blue"));
    try (AgentSession session = open(Requests.in(home), quick)) {
      TurnResult result = session.prompt("ask");
      assertThat(quick.questions())
          .containsExactly(new AgentQuestion("Which colour?", List.of("Red", "Blue")));
      assertThat(result)
          .isEqualTo(
              new Finished(
                  "answered {'jsonrpc':'2.0','id':0,'result':{'action':'accept','content':{'c':'b'}}}"));
    }
  }

  @Test
  void an_agent_may_withdraw_its_question() throws Exception {
    Heard silent = new Heard((_, hold) -> Heard.silence(hold));
    try (AgentSession session = open(Requests.in(home), silent)) {
      assertThat(session.prompt("ask and withdraw"))
          .isEqualTo(
              new Finished(
                  "got {'jsonrpc':'2.0','id':'q','error':{'code':-32800,'message':'withdrawn'}}"));
      assertThat(session.prompt("finish")).isEqualTo(new Finished("done"));
    }
  }

  @Test
  void an_agent_that_dies_while_its_question_is_held_is_noticed_at_once() throws Exception {
    Heard silent = new Heard((_, hold) -> Heard.silence(hold));
    Duration patience = Duration.ofMinutes(5);
    try (AgentSession session = open(Requests.in(home).hold(patience).timeout(patience), silent)) {
      assertThat(session.prompt("ask and die"))
          .isEqualTo(
              new Failed(
                  Cause.CRASHED,
                  "Fake ended with exit code 9; its error stream ends:\ngone in the middle"));
    }
  }

  @Test
  void the_human_is_asked_where_the_preset_says_so() throws Exception {
    Heard kind = new Heard((_, _) -> Optional.of("allow"));
    Heard strict = new Heard((_, _) -> Optional.of("Deny"));
    Heard silent = new Heard();
    Requests asking = Requests.in(home).permit("fetch", Permit.ASK);
    assertThat(permission(asking, kind)).contains("'optionId':'yes'");
    assertThat(kind.questions())
        .containsExactly(
            new AgentQuestion(
                "May the agent do this (fetch)? curl example.org", List.of("Allow", "Deny")));
    assertThat(permission(asking, strict)).contains("'optionId':'no'");
    assertThat(permission(asking, silent)).isEqualTo("Waiting[]");
    String answered = "May the agent do this (fetch)? curl example.org";
    assertThat(
            permission(
                Requests.in(home).permit("fetch", Permit.ASK).answered(answered, "Allow"), heard))
        .contains("'optionId':'yes'");
    assertThat(permission(Requests.in(home).permit("fetch", Permit.DENY), heard))
        .contains("'optionId':'no'");
    assertThat(heard.questions()).isEmpty();
  }

  private String permission(Requests request, Heard listener) throws InterruptedException {
    try (AgentSession session = open(request, listener)) {
      return session.prompt("permission").toString();
    }
  }

  @Test
  void the_agent_is_told_of_the_runs_own_tools_and_of_no_others() throws Exception {
    ToolServer tools = new ToolServer("tercet", List.of("/bin/java", "-cp", "x", "/tmp/s"));
    try (AgentSession session = open(Requests.in(home).tools(tools), heard)) {
      assertThat(session.prompt("servers"))
          .isEqualTo(
              new Finished(
                  "got [{'name':'tercet','command':'/bin/java','args':['-cp','x','/tmp/s'],'env':[]}]"));
    }
  }

  @Test
  void an_agent_that_does_not_hear_cancel_is_killed() throws Exception {
    try (AgentSession session = open(Requests.in(home).stall(Duration.ofSeconds(3)), heard)) {
      assertThat(session.prompt("deaf")).extracting("cause").isEqualTo(Cause.STALLED);
      assertThat(session.keepsContext()).isFalse();
      assertThat(session.prompt("finish")).extracting("cause").isEqualTo(Cause.CRASHED);
    }
  }

  @Test
  void a_cancelled_question_does_not_wait_for_its_answer() throws Exception {
    Heard silent = new Heard((_, hold) -> Heard.silence(hold));
    try (AgentSession session = open(Requests.in(home), silent)) {
      Thread canceller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      silent.await(listener -> !listener.questions().isEmpty());
                      session.cancel();
                    } catch (InterruptedException interrupted) {
                      Thread.currentThread().interrupt();
                    }
                  });
      assertThat(session.prompt("ask")).isEqualTo(new Cancelled());
      canceller.join();
    }
  }

  @Test
  void rubbish_without_end_and_messages_without_end_are_misbehaviour() throws Exception {
    try (AgentSession session = open(Requests.in(home), heard)) {
      assertThat(session.prompt("rubbish"))
          .isEqualTo(
              new Failed(
                  Cause.MISBEHAVED,
                  "Fake wrote more than 200 lines that are no messages, the last: rubbish 200"));
    }
    try (AgentSession session = open(Requests.in(home), heard)) {
      assertThat(session.prompt("long line"))
          .isEqualTo(new Failed(Cause.MISBEHAVED, "Fake wrote a line of more than 8000000 bytes"));
    }
  }

  @Test
  void a_listener_that_fails_ends_the_turn_with_its_failure() throws Exception {
    IllegalStateException failure = new IllegalStateException("the disk is full");
    AgentListener failing =
        new AgentListener() {
          @Override
          public void update(Update update) {
            throw failure;
          }

          @Override
          public Optional<String> ask(AgentQuestion question, Duration hold) {
            return Optional.empty();
          }
        };
    try (AgentSession session = fake("serve").open(Requests.in(home).build(), failing)) {
      assertThatThrownBy(() -> session.prompt("finish")).isSameAs(failure);
    }
  }

  @Test
  void a_flood_of_errors_does_not_hurt_a_turn() throws Exception {
    try (AgentSession session = open(Requests.in(home), heard)) {
      assertThat(session.prompt("flood errors")).isEqualTo(new Finished("done"));
    }
    assertThat(heard.all(Update.Diagnostic.class)).hasSizeLessThanOrEqualTo(202);
  }

  @Test
  void a_crash_is_told_with_code_and_last_words() throws Exception {
    try (AgentSession session = open(Requests.in(home), heard)) {
      assertThat(session.prompt("crash"))
          .isEqualTo(
              new Failed(
                  Cause.CRASHED,
                  "Fake ended with exit code 13; its error stream ends:\nout of luck"));
    }
  }

  @Test
  void an_earlier_session_is_taken_up_where_it_still_is() throws Exception {
    try (AgentSession session = open(Requests.in(home).resume("s-1"), heard)) {
      assertThat(session.isResumed()).isTrue();
      assertThat(session.prompt("finish")).isEqualTo(new Finished("done"));
      assertThat(heard.text()).doesNotContain("old message");
    }
    try (AgentSession session = open(Requests.in(home).resume("lost"), heard)) {
      assertThat(session.isResumed()).isFalse();
      assertThat(session.resumeToken()).contains("s-1");
      assertThat(heard.all(Update.Diagnostic.class).getLast().text())
          .isEqualTo(
              "the earlier session could not be taken up (no such session); a new one is begun");
    }
  }

  @Test
  void options_are_set_where_they_are_offered() throws Exception {
    try (AgentSession session =
        open(Requests.in(home).option("model", "Big").option("effort", "high"), heard)) {
      assertThat(session.prompt("finish")).isEqualTo(new Finished("done"));
    }
    assertThat(heard.all(Update.Diagnostic.class).stream().map(Update.Diagnostic::text))
        .containsExactlyInAnyOrder("set big", "Fake offers no choice of effort: high was not set");
    assertThatThrownBy(() -> open(Requests.in(home).option("model", "huge"), heard))
        .isInstanceOf(AgentException.class)
        .hasMessage("Fake offers no model \"huge\"; choose one of small, big");
  }

  @Test
  void what_cannot_be_started_says_why() {
    assertThatThrownBy(() -> fake("exits").open(Requests.in(home).build(), heard))
        .isInstanceOf(AgentException.class)
        .hasMessage(
            "before it answered initialize, Fake ended with exit code 3; its error stream ends:\n"
                + "cannot find my configuration");
    assertThatThrownBy(
            () ->
                fake("silent").open(Requests.in(home).stall(Duration.ofMillis(300)).build(), heard))
        .isInstanceOf(AgentException.class)
        .hasMessage("Fake did not answer initialize in time, with nothing on its error stream");
    assertThatThrownBy(() -> fake("version").open(Requests.in(home).build(), heard))
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("speaks version 7 of the Agent Client Protocol");
    AcpProgram missing =
        new AcpProgram("Missing", List.of("no-such-agent"), Map.of(), AcpQuirks.NONE);
    assertThatThrownBy(
            () -> new AcpAgent(processes, missing).open(Requests.in(home).build(), heard))
        .isInstanceOfSatisfying(
            AgentException.class, wrong -> assertThat(wrong.failure()).isEqualTo(Cause.NOT_STARTED))
        .hasMessage(
            "Missing: cannot start no-such-agent: no such program on the PATH it was given;"
                + " install it, or name its full path");
  }
}
