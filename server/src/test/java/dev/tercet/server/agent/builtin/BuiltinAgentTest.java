package dev.tercet.server.agent.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.AgentQuestion;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.Heard;
import dev.tercet.server.agent.Requests;
import dev.tercet.server.agent.TurnResult;
import dev.tercet.server.agent.TurnResult.Cause;
import dev.tercet.server.agent.TurnResult.Failed;
import dev.tercet.server.agent.TurnResult.Finished;
import dev.tercet.server.agent.Update;
import dev.tercet.server.model.Api;
import dev.tercet.server.model.FakeModel;
import dev.tercet.server.model.FakeModel.Answer;
import dev.tercet.server.model.FakeModel.Asked;
import dev.tercet.server.model.FakeModel.Says;
import dev.tercet.server.model.FakeModel.ToolCall;
import dev.tercet.server.model.ModelClient;
import dev.tercet.server.process.Processes;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The loop of model and tools, against a provider that says what the test wants. */
class BuiltinAgentTest {

  @TempDir Path home;
  private final Processes processes = new Processes();
  private final ModelClient client = new ModelClient(InstantSource.fixed(Paces.NOW));
  private final List<Duration> waits = new ArrayList<>();
  private Heard heard = new Heard();
  private FakeModel model;

  @AfterEach
  void close() {
    processes.close();
    client.close();
    if (model != null) {
      model.close();
    }
  }

  private BuiltinAgent agent(Api api, FakeModel.Mind mind) {
    return agent(api, mind, Paces.noting(waits));
  }

  private BuiltinAgent agent(Api api, FakeModel.Mind mind, Pacing pacing) {
    if (model != null) {
      model.close();
    }
    model = new FakeModel(mind);
    return new BuiltinAgent(
        new Surroundings(
            client, new ConfinedCommands(processes, () -> false), pacing, home.resolve("sessions")),
        new BuiltinModel(model.endpoint(api, "FAKE_KEY"), null));
  }

  private Requests request() {
    return Requests.in(home).option("model", "test-model").variable("FAKE_KEY", "sk-12345678");
  }

  private TurnResult prompt(BuiltinAgent agent, Requests request) throws InterruptedException {
    try (AgentSession session = agent.open(request.build(), heard)) {
      return session.prompt("Do it.");
    }
  }

  /** Says these one after the other, the next one at each request. */
  private static FakeModel.Mind inTurn(Answer... answers) {
    return asked -> answers[Math.min(asked.count(), answers.length) - 1];
  }

  private static Says calls(ToolCall... calls) {
    return FakeModel.says("", calls);
  }

  /** The results of tools as the model finds them in a request, all texts in one. */
  private String results(int request) {
    return model.asked().get(request - 1).body().toString();
  }

  @ParameterizedTest
  @EnumSource(Api.class)
  void files_are_read_searched_changed_and_tried_over_several_rounds(Api api) throws Exception {
    Files.createDirectories(home.resolve("work/src"));
    Files.writeString(home.resolve("work/src/a.txt"), "one\ntwo\nthree\n");
    BuiltinAgent agent =
        agent(
            api,
            inTurn(
                FakeModel.says(
                    "Looking.",
                    FakeModel.call("list_files"),
                    FakeModel.call("search", "pattern", "tw.")),
                calls(FakeModel.call("read_file", "path", "src/a.txt")),
                calls(
                    FakeModel.call(
                        "edit_file", "path", "src/a.txt", "old_text", "two", "new_text", "2"),
                    FakeModel.call("write_file", "path", "src/new/b.txt", "content", "B\n")),
                calls(
                    FakeModel.call(
                        "run_command",
                        "command",
                        "cat src/a.txt src/new/b.txt; echo key=$FAKE_KEY; exit 3"),
                    FakeModel.call("item_done")),
                FakeModel.says("All done.")));

    assertThat(prompt(agent, request())).isEqualTo(new Finished("All done."));
    assertThat(results(2)).contains("src/").contains("src/a.txt:2: two");
    assertThat(results(3)).contains("1\\tone").contains("3\\tthree");
    assertThat(results(5)).contains("one\\n2\\nthree\\nB\\nkey=\\n[exit code 3]");
    assertThat(home.resolve("work/src/a.txt")).hasContent("one\n2\nthree\n");
    assertThat(heard.all(Update.ItemDone.class)).hasSize(1);
    assertThat(heard.all(Update.ToolCall.class))
        .extracting(Update.ToolCall::kind, Update.ToolCall::status)
        .contains(
            org.assertj.core.groups.Tuple.tuple("edit", "completed"),
            org.assertj.core.groups.Tuple.tuple("execute", "failed"));
    assertThat(heard.all(Update.Used.class).getLast().usage())
        .isEqualTo(
            api == Api.ANTHROPIC
                ? new Usage(500L, 35L, 150L, 100L, null)
                : new Usage(500L, 35L, 250L, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nothing_such | {} | there is no tool \\\"nothing_such\\\" for you; there are read_file, list_files",
        "read file!   | {} | there is no tool",
        "read_file | {\"path\": | the arguments are no valid JSON",
        "read_file | [1] | the arguments are a JSON object, not a list",
        "read_file | {} | the argument \\\"path\\\" is missing; call the tool again with it",
        "read_file | {\"path\":7} | the argument \\\"path\\\" is a text, not the number 7",
        "read_file | {\"path\":\"../../x\"} | is outside of the working directory",
        "read_file | {\"path\":\"bin.dat\"} | is a binary file of 4 bytes",
        "search | {\"pattern\":\"(\"} | the pattern is no regular expression",
        "edit_file | {\"path\":\"a.txt\",\"old_text\":\"x\",\"new_text\":\"y\"} | more than once",
        "edit_file | {\"path\":\"a.txt\",\"old_text\":\"z\",\"new_text\":\"y\"} | does not stand in a.txt",
        "show_change | {\"since\":\"--output=x\"} | is no commit",
        "run_command | {\"command\":\"echo a\",\"timeout_seconds\":\"soon\"} | is a whole number",
      })
  void a_call_that_is_wrong_is_answered_with_the_mend(String name, String arguments, String mend)
      throws Exception {
    Files.createDirectories(home.resolve("work"));
    Files.writeString(home.resolve("work/a.txt"), "x x\n");
    Files.write(home.resolve("work/bin.dat"), new byte[] {1, 0, 1, 1});
    BuiltinAgent agent =
        agent(
            Api.ANTHROPIC, inTurn(calls(new ToolCall(name, arguments)), FakeModel.says("I see.")));
    assertThat(prompt(agent, request())).isEqualTo(new Finished("I see."));
    assertThat(results(2)).contains(mend).contains("\"is_error\":true");
    // A provider refuses names of other letters and arguments that are no object.
    assertThat(model.asked().getLast().body().at("/messages/1/content/0/name").asText())
        .matches("[A-Za-z0-9_-]+");
    assertThat(model.asked().getLast().body().at("/messages/1/content/0/input").isObject())
        .isTrue();
    assertThat(heard.all(Update.ToolCall.class).getLast().status()).isEqualTo("failed");
  }

  @Test
  void a_model_that_never_gets_it_right_is_stopped() throws Exception {
    BuiltinAgent agent = agent(Api.OPENAI_CHAT, _ -> calls(new ToolCall("wrong", "{}")));
    assertThat(prompt(agent, request())).extracting("cause").isEqualTo(Cause.MISBEHAVED);
    assertThat(model.asked()).hasSize(25);
    agent = agent(Api.OPENAI_CHAT, _ -> calls(FakeModel.call("list_files")));
    assertThat(prompt(agent, request().option("steps", "7")))
        .isEqualTo(
            new Failed(
                Cause.LIMIT,
                "the model was asked 7 times in one turn and was not done; option \"steps\" of the preset allows more"));
    agent = agent(Api.OPENAI_CHAT, _ -> FakeModel.says(""));
    assertThat(prompt(agent, request())).extracting("cause").isEqualTo(Cause.MISBEHAVED);
  }

  @Test
  void a_planner_writes_artifacts_and_a_reviewer_nothing() throws Exception {
    ToolCall code = FakeModel.call("write_file", "path", "src/a.txt", "content", "x");
    ToolCall artifact =
        FakeModel.call(
            "write_file", "path", ".tercet/tasks/csv-export-k3f9/spec.md", "content", "# Spec");
    ToolCall command = FakeModel.call("run_command", "command", "touch ran");
    BuiltinAgent agent =
        agent(Api.GEMINI, inTurn(calls(code, artifact, command), FakeModel.says("Planned.")));
    assertThat(prompt(agent, request().role(Role.PLAN))).isEqualTo(new Finished("Planned."));
    assertThat(results(2))
        .contains("a planner writes artifacts only")
        .contains("wrote 1 line to .tercet/tasks")
        .contains("there is no tool \\\"run_command\\\" for you");
    assertThat(home.resolve("work/src")).doesNotExist();
    agent = agent(Api.GEMINI, inTurn(calls(code, artifact, command), FakeModel.says("Reviewed.")));
    Files.delete(home.resolve("work/.tercet/tasks/csv-export-k3f9/spec.md"));
    assertThat(prompt(agent, request().role(Role.REVIEW))).isEqualTo(new Finished("Reviewed."));
    try (var files = Files.walk(home.resolve("work"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void findings_are_reported_through_a_tool() throws Exception {
    ToolCall good =
        new ToolCall(
            "report_finding",
            "{\"severity\":\"major\",\"claim\":\"It leaks\",\"file\":\"a.txt\",\"startLine\":3}");
    ToolCall odd = new ToolCall("report_finding", "{\"severity\":\"high\",\"claim\":\"Odd\"}");
    ToolCall empty = new ToolCall("report_finding", "{\"severity\":\"minor\"}");
    BuiltinAgent agent =
        agent(Api.OPENAI_RESPONSES, inTurn(calls(good, odd, empty), FakeModel.says("Two.")));
    assertThat(prompt(agent, request().role(Role.REVIEW))).isEqualTo(new Finished("Two."));
    assertThat(heard.all(Update.Found.class))
        .extracting(found -> found.claim().text())
        .containsExactly("It leaks", "Odd");
    assertThat(results(2))
        .contains("severity \\\"high\\\" read as major")
        .contains("the argument \\\"claim\\\" is missing");
  }

  @Test
  void an_answer_that_comes_later_finds_the_context() throws Exception {
    FakeModel.Mind mind =
        asked ->
            asked.says("Keep them")
                ? FakeModel.says("Kept.")
                : calls(
                    FakeModel.call("write_file", "path", "before.txt", "content", "x"),
                    FakeModel.call("ask_human", "question", "Delete or keep?"),
                    FakeModel.call("write_file", "path", "after.txt", "content", "x"));
    BuiltinAgent agent = agent(Api.ANTHROPIC, mind);
    String token;
    try (AgentSession session = agent.open(request().build(), heard)) {
      assertThat(session.isResumed()).isFalse();
      assertThat(session.prompt("Do it.")).isEqualTo(new TurnResult.Waiting());
      token = session.resumeToken().orElseThrow();
    }
    assertThat(heard.questions()).containsExactly(new AgentQuestion("Delete or keep?", List.of()));
    assertThat(home.resolve("work/before.txt")).exists();
    assertThat(home.resolve("work/after.txt")).doesNotExist();

    try (AgentSession session = agent.open(request().resume(token).build(), heard)) {
      assertThat(session.isResumed()).isTrue();
      assertThat(session.prompt("Keep them.")).isEqualTo(new Finished("Kept."));
    }
    Asked last = model.asked().getLast();
    assertThat(last.results()).isEqualTo(3);
    assertThat(last.says("The question is recorded")).isTrue();
    assertThat(last.says("Not done: the turn ended before")).isTrue();
    assertThat(Files.getPosixFilePermissions(home.resolve("sessions/" + token + ".json")))
        .hasSize(2);

    for (String other : List.of("nobody", "../" + token, "")) {
      try (AgentSession session = agent.open(request().resume(other).build(), heard)) {
        assertThat(session.isResumed()).as(other).isFalse();
      }
    }
    try (AgentSession session =
        agent.open(request().option("model", "x").resume(token).build(), heard)) {
      assertThat(session.isResumed()).isFalse();
    }
  }

  @Test
  void an_answer_that_comes_at_once_is_the_tools_result() throws Exception {
    heard = new Heard((_, _) -> Optional.of("Keep"));
    BuiltinAgent agent =
        agent(
            Api.OPENAI_CHAT,
            inTurn(
                calls(FakeModel.call("ask_human", "question", "Which?")), FakeModel.says("Kept.")));
    assertThat(prompt(agent, request())).isEqualTo(new Finished("Kept."));
    assertThat(results(2)).contains("The human answers: Keep");
  }

  @ParameterizedTest
  @EnumSource(Api.class)
  void what_broke_off_is_asked_for_again_and_nothing_is_done_twice(Api api) throws Exception {
    BuiltinAgent agent =
        agent(
            api,
            inTurn(
                calls(FakeModel.call("run_command", "command", "echo x >> log.txt")),
                new FakeModel.Cut("I have done"),
                FakeModel.error(529, "busy"),
                FakeModel.error(500, "oops"),
                new FakeModel.Raw(""),
                FakeModel.says("Done.")));
    assertThat(prompt(agent, request())).isEqualTo(new Finished("Done."));
    assertThat(home.resolve("work/log.txt")).hasContent("x\n");
    assertThat(model.asked()).hasSize(6);
    assertThat(model.asked().get(5).body()).isEqualTo(model.asked().get(1).body());
    assertThat(waits)
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8));
    assertThat(heard.all(Update.Diagnostic.class)).hasSize(4);
  }

  @Test
  void an_answer_that_goes_silent_is_asked_for_again() throws Exception {
    Pacing pacing =
        new Pacing(
            InstantSource.fixed(Paces.NOW),
            waits::add,
            () -> 1.0,
            Duration.ofSeconds(20),
            Duration.ofMillis(300));
    BuiltinAgent agent =
        agent(Api.OPENAI_CHAT, inTurn(new FakeModel.Hang("Well"), FakeModel.says("Done.")), pacing);
    assertThat(prompt(agent, request())).isEqualTo(new Finished("Done."));
    assertThat(heard.all(Update.Diagnostic.class).getFirst().text())
        .contains("went silent for 0 s");
  }

  @Test
  void an_account_that_is_held_is_told_and_not_waited_for_long() throws Exception {
    FakeModel.Http soon = new FakeModel.Http(429, Map.of("retry-after", "7"), "");
    BuiltinAgent agent = agent(Api.ANTHROPIC, inTurn(soon, FakeModel.says("Done.")));
    assertThat(prompt(agent, request())).isEqualTo(new Finished("Done."));
    assertThat(waits).containsExactly(Duration.ofSeconds(7));
    agent =
        agent(Api.ANTHROPIC, inTurn(new FakeModel.Http(429, Map.of("retry-after", "3600"), "")));
    assertThat(prompt(agent, request())).extracting("cause").isEqualTo(Cause.RATE_LIMITED);
    assertThat(model.asked()).hasSize(1);
    assertThat(heard.all(Update.AccountHeld.class).getLast())
        .isEqualTo(new Update.AccountHeld("fake", Paces.NOW.plusSeconds(3600)));
  }

  @ParameterizedTest
  @CsvSource({
    "400, REFUSED, 1", "401, NOT_AUTHENTICATED, 1", "403, NOT_AUTHENTICATED, 1", "404, REFUSED, 1",
    "413, LIMIT, 1", "429, RATE_LIMITED, 6", "500, RATE_LIMITED, 6", "529, RATE_LIMITED, 6",
  })
  void a_provider_that_will_not_answer_fails_the_run_with_the_reason(
      int status, Cause cause, int requests) throws Exception {
    BuiltinAgent agent = agent(Api.ANTHROPIC, _ -> FakeModel.error(status, "because"));
    assertThat(prompt(agent, request()))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.cause()).isEqualTo(cause);
              assertThat(failed.reason())
                  .contains("because")
                  .contains("test-model")
                  .doesNotContain("sk-12345678");
            });
    assertThat(model.asked()).hasSize(requests);
  }

  @Test
  void nobody_there_is_no_crash() throws Exception {
    BuiltinAgent agent = agent(Api.OPENAI_CHAT, _ -> FakeModel.says("x"));
    model.close();
    assertThat(prompt(agent, request())).extracting("cause").isEqualTo(Cause.NOT_STARTED);
  }

  @Test
  void a_long_conversation_is_cut_before_the_window_ends() throws Exception {
    Files.createDirectories(home.resolve("work"));
    Files.writeString(home.resolve("work/big.txt"), "a line of text\n".repeat(1_000));
    // This provider counts far too little, so that the length is guessed.
    BuiltinAgent agent =
        agent(
            Api.ANTHROPIC,
            asked ->
                asked.count() < 12
                    ? calls(FakeModel.call("read_file", "path", "big.txt", "n", "" + asked.count()))
                    : FakeModel.says("Done."));
    assertThat(prompt(agent, request().option("context", "20000").option("maxOutput", "1000")))
        .isEqualTo(new Finished("Done."));
    for (Asked asked : model.asked()) {
      assertThat(asked.body().path("messages").toString().length()).isLessThan(20_000 * 6 + 22_000);
      assertThat(asked.says("Do it.")).isTrue();
    }
    assertThat(results(12)).contains("cut to save room");
    assertThat(heard.all(Update.Diagnostic.class)).isNotEmpty();
  }

  @Test
  void a_window_that_is_smaller_than_thought_is_found_out() throws Exception {
    Files.createDirectories(home.resolve("work"));
    Files.writeString(home.resolve("work/big.txt"), "a line of text\n".repeat(1_000));
    BuiltinAgent agent =
        agent(
            Api.OPENAI_CHAT,
            asked ->
                asked.body().toString().length() > 60_000
                    ? FakeModel.error(400, "maximum context length exceeded")
                    : asked.count() < 9
                        ? calls(FakeModel.call("read_file", "path", "big.txt"))
                        : FakeModel.says("Done."));
    assertThat(prompt(agent, request().option("context", "1000000")))
        .isEqualTo(new Finished("Done."));
  }

  @Test
  void a_command_that_forks_away_is_ended_and_its_output_is_cut() throws Exception {
    BuiltinAgent agent =
        agent(
            Api.OPENAI_CHAT,
            inTurn(
                calls(
                    FakeModel.call(
                        "run_command",
                        "command",
                        "(setsid sleep 300 >/dev/null 2>&1 &) ; echo $$; yes | head -c 1000000"),
                    new ToolCall(
                        "run_command",
                        "{\"command\":\"echo begun; sleep 300\",\"timeout_seconds\":1}")),
                FakeModel.says("Done.")));
    assertThat(prompt(agent, request())).isEqualTo(new Finished("Done."));
    assertThat(results(2))
        .contains("bytes cut")
        .contains("begun\\n[not over after 1 s: ended with all it started]");
    assertThat(results(2).length()).isLessThan(80_000);
  }

  @Test
  void a_reviewer_sees_the_change_without_running_what_the_repository_configures()
      throws Exception {
    Path work = Files.createDirectories(home.resolve("work"));
    for (String line :
        List.of(
            "git init -q -b main",
            "git -c user.name=a -c user.email=a@b commit -q --allow-empty -m one",
            "echo new > a.txt && git add a.txt && git -c user.name=a -c user.email=a@b commit -q -m two",
            "git config diff.external 'touch " + home.resolve("ran") + ";'")) {
      ProcessBuilder git = new ProcessBuilder("sh", "-c", line).directory(work.toFile());
      git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
      assertThat(git.start().waitFor()).isZero();
    }
    BuiltinAgent agent =
        agent(
            Api.OPENAI_CHAT,
            inTurn(
                calls(FakeModel.call("show_change", "since", "HEAD~1")), FakeModel.says("Seen.")));
    assertThat(prompt(agent, request().role(Role.REVIEW))).isEqualTo(new Finished("Seen."));
    assertThat(results(2)).contains("+new");
    assertThat(home.resolve("ran")).doesNotExist();
  }

  @Test
  void what_is_missing_is_said_before_anything_is_sent() {
    BuiltinAgent agent = agent(Api.OPENAI_CHAT, _ -> FakeModel.says("x"));
    assertThatThrownBy(() -> agent.open(Requests.in(home).build(), heard))
        .isInstanceOf(AgentException.class)
        .hasMessage("preset builder names no model of fake: add \"model\" to it in settings.json");
    assertThatThrownBy(() -> agent.open(request().option("steps", "many").build(), heard))
        .hasMessage("option steps of preset builder is a number from 1, not \"many\"");
    BuiltinAgent remote =
        new BuiltinAgent(
            new Surroundings(
                client, new ConfinedCommands(processes, () -> false), Paces.impatient(), home),
            new BuiltinModel(
                new dev.tercet.server.model.Endpoint(
                    "x-api", Api.ANTHROPIC, "https://x.invalid", "X_KEY"),
                null));
    assertThatThrownBy(() -> remote.open(request().build(), heard))
        .isInstanceOfSatisfying(
            AgentException.class,
            thrown -> assertThat(thrown.failure()).isEqualTo(Cause.NOT_AUTHENTICATED))
        .hasMessageContaining("in the variable X_KEY, which is not set");
  }
}
