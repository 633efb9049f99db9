package dev.tercet.server.agent.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.server.agent.AgentException;
import dev.tercet.server.agent.AgentQuestion;
import dev.tercet.server.agent.AgentSession;
import dev.tercet.server.agent.Heard;
import dev.tercet.server.agent.Requests;
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
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedAgentTest {

  @TempDir Path home;
  private final Processes processes = new Processes();
  private final Heard heard = new Heard();

  @AfterEach
  void close() {
    processes.close();
  }

  private TurnResult play(Requests request) throws InterruptedException {
    return play(request, heard, "the prompt");
  }

  private TurnResult play(Requests request, Heard listener, String prompt)
      throws InterruptedException {
    try (AgentSession session =
        new ScriptedAgent(processes, null).open(request.build(), listener)) {
      return session.prompt(prompt);
    }
  }

  private TurnResult play(String script) throws InterruptedException {
    return play(Requests.in(home).script(script));
  }

  private Path work(String file) {
    return home.resolve("work").resolve(file);
  }

  @Test
  void takes_texts_as_they_stand_below() throws Exception {
    TurnResult result =
        play(
            """
            # A builder.
            on build
              write src/Hello.java <<END
                class Hello {

                  String name = "{step}"; // {unknown}
                }
              END
              write src/raw.txt <<'END'
            {step} stays
            END
              edit src/Hello.java <<OLD <<NEW
                String name
              OLD
                String greeting
              NEW
            """);

    // What is replaced are whole lines, and there is none that is only `String name`.
    assertThat(result)
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains("agent.script:12: src/Hello.java does not contain the text"));
    assertThat(work("src/Hello.java"))
        .content()
        .isEqualTo("  class Hello {\n\n    String name = \"Implementation\"; // {unknown}\n  }\n");
    assertThat(work("src/raw.txt")).content().isEqualTo("{step} stays\n");
  }

  @Test
  void reports_each_thing_it_does() throws Exception {
    TurnResult result =
        play(
            Requests.in(home)
                .item(2, "Rotate tokens")
                .script(
                    """
                    on build item=2
                      think Where is it?
                      write a.txt "one two"
                      edit a.txt "two" "{item}"
                      run cat a.txt
                      try exit 3
                      plan "Read" "Write"
                      item-done
                      usage input=1200 output=30 cost=0.02
                      say Written.
                    """));

    assertThat(result).isEqualTo(new Finished("Written."));
    assertThat(heard.updates())
        .containsExactly(
            new Update.Thought("Where is it?\n"),
            new Update.ToolCall("call-1", "Write a.txt", "edit", "completed", null),
            new Update.ToolCall("call-2", "Edit a.txt", "edit", "completed", null),
            new Update.ToolCall("call-3", "cat a.txt", "execute", "running", null),
            new Update.ToolCall("call-3", "cat a.txt", "execute", "completed", "one Rotate tokens"),
            new Update.ToolCall("call-4", "exit 3", "execute", "running", null),
            new Update.ToolCall("call-4", "exit 3", "execute", "failed", ""),
            new Update.PlanList(List.of("Read", "Write")),
            new Update.ItemDone(),
            new Update.Used(new Usage(1200L, 30L, null, null, new BigDecimal("0.02"))),
            new Update.Text("Written.\n"));
  }

  @Test
  void takes_the_first_section_that_fits() throws Exception {
    String script =
        """
        on build item=2 pass=2+
          say second pass
        on build item="rotate"
          say by text
        on build step="Implementation" attempt=2
          say second attempt
        on plan
          say plan
        """;
    assertThat(answer(Requests.in(home).item(2, "Rotate it").pass(3).script(script)))
        .isEqualTo("second pass");
    assertThat(answer(Requests.in(home).item(2, "Rotate it").script(script))).isEqualTo("by text");
    assertThat(answer(Requests.in(home).attempt(2).script(script))).isEqualTo("second attempt");
    assertThat(answer(Requests.in(home).role(Role.PLAN).script(script))).isEqualTo("plan");
    assertThat(answer(Requests.in(home).item(7, "Else").script(script)))
        .startsWith("Nothing is scripted in ")
        .endsWith(
            "for role build, step \"Implementation\", item 7 \"Else\", preset builder, pass 1,"
                + " attempt 1. Nothing was done.");
  }

  private String answer(Requests request) throws InterruptedException {
    return ((Finished) play(request, new Heard(), "")).answer();
  }

  @Test
  void waits_for_an_answer_and_goes_on_behind_the_question() throws Exception {
    String script =
        """
        on build attempt=1
          write before.txt "x"
          ask "Delete or keep?" | Delete | Keep
          say They said {answer}.
        on build
          say never
        """;
    assertThat(play(Requests.in(home).script(script))).isEqualTo(new Waiting());
    assertThat(heard.questions())
        .containsExactly(new AgentQuestion("Delete or keep?", List.of("Delete", "Keep")));
    Files.delete(work("before.txt"));

    Heard later = new Heard();
    TurnResult result =
        play(
            Requests.in(home).attempt(2).continuing("Delete or keep?", "Keep").script(script),
            later,
            "");
    assertThat(result).isEqualTo(new Finished("They said Keep."));
    assertThat(later.questions()).isEmpty();
    assertThat(work("before.txt")).doesNotExist();
  }

  @Test
  void plays_from_the_top_with_known_answers_when_it_starts_afresh() throws Exception {
    TurnResult result =
        play(
            Requests.in(home)
                .answered("Which?", "This")
                .script("on build\n  write a.txt x\n  ask Which?\n  say {answer}\n"));
    assertThat(result).isEqualTo(new Finished("This"));
    assertThat(work("a.txt")).exists();
    assertThat(heard.questions()).isEmpty();
  }

  @Test
  void goes_on_at_once_when_the_answer_comes_while_the_question_is_held() throws Exception {
    Heard quick = new Heard((_, _) -> Optional.of("Keep"));
    TurnResult result =
        play(Requests.in(home).script("on any\n  ask Which?\n  say {answer}\n"), quick, "");
    assertThat(result).isEqualTo(new Finished("Keep"));
  }

  @Test
  void reports_findings_whole_and_malformed() throws Exception {
    play(
        Requests.in(home)
            .role(Role.REVIEW)
            .script(
                """
                on review
                  find major at=src/Auth.java:10-12 symbol=Auth.rotate class="race condition" \\
                    evidence=<<CODE "Two requests rotate one token" probe="mvn test"
                    if (valid) rotate();
                    CODE
                  find nit "Naming"
                  find-malformed {"severity":"awful","claim":"It burns","line":"x"}
                  find-malformed no JSON at all
                  say Two things.
                """));
    assertThat(heard.all(Update.Found.class).stream().map(Update.Found::claim))
        .containsExactly(
            new Claim(
                Severity.MAJOR,
                "src/Auth.java",
                10,
                12,
                "Auth.rotate",
                "race condition",
                "Two requests rotate one token",
                "if (valid) rotate();",
                null,
                "mvn test",
                null),
            new Claim(Severity.NIT, null, null, null, null, null, "Naming", null, null, null, null),
            new Claim(
                Severity.MAJOR,
                null,
                null,
                null,
                null,
                null,
                "It burns",
                null,
                null,
                null,
                "severity \"awful\" read as major; \"startLine\" is \"x\", not a line number;"
                    + " \"endLine\" is \"x\", not a line number"),
            new Claim(
                Severity.MAJOR,
                null,
                null,
                null,
                null,
                null,
                "no JSON at all",
                null,
                null,
                null,
                "this is not JSON"));
  }

  @Test
  void ends_the_turn_in_every_way_a_real_agent_does() throws Exception {
    assertThat(play("on any\n fail I cannot")).isEqualTo(new Failed(Cause.REFUSED, "I cannot"));
    assertThat(play("on any\n limit")).extracting("cause").isEqualTo(Cause.LIMIT);
    assertThat(play("on any\n rate-limit")).extracting("cause").isEqualTo(Cause.RATE_LIMITED);
    assertThat(play("on any\n crash")).extracting("cause").isEqualTo(Cause.CRASHED);
    assertThat(play("on any\n not-authenticated"))
        .extracting("cause")
        .isEqualTo(Cause.NOT_AUTHENTICATED);
    assertThat(play("on any\n run echo out; echo err >&2; exit 4"))
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.reason())
                    .endsWith(":2: `echo out; echo err >&2; exit 4` exited with 4\nout\nerr"));
    assertThat(play("on any\n expect refresh tokens")).extracting("cause").isEqualTo(Cause.REFUSED);
    assertThat(play("on any\n lie"))
        .isEqualTo(
            new Finished("Done. Everything that was asked for is in place and all tests pass."));
  }

  @Test
  void stays_inside_the_directory_unless_told_to_escape() throws Exception {
    Files.createDirectories(home.resolve("work"));
    Files.createSymbolicLink(home.resolve("work/link"), home);
    Files.createSymbolicLink(home.resolve("work/dangling"), home.resolve("nowhere"));
    for (String outside :
        List.of("../x.txt", home + "/x.txt", "link/x.txt", "a/../../x.txt", "dangling", ".")) {
      assertThat(play("on any\n write \"" + outside + "\" x"))
          .describedAs(outside)
          .isInstanceOfSatisfying(
              Failed.class,
              failed ->
                  assertThat(failed.reason()).contains("not inside of the working directory"));
    }
    assertThat(home.resolve("x.txt")).doesNotExist();
    assertThat(home.resolve("nowhere")).doesNotExist();

    play("on any\n escape-write ../x.txt x");
    assertThat(home.resolve("x.txt")).hasContent("x");
  }

  @Test
  void says_which_edit_found_nothing_or_too_much() throws Exception {
    assertThat(play("on any\n write a.txt \"x x\"\n edit a.txt x y"))
        .asString()
        .contains("agent.script:3: a.txt contains the text to replace more than once");
    assertThat(play("on any\n edit b.txt x y")).asString().contains("there is no such file");
    assertThat(play("on any\n delete b.txt")).asString().contains("there is no such file");
  }

  @Test
  void ends_when_nothing_is_heard_or_the_time_is_over() throws Exception {
    assertThat(play(Requests.in(home).script("on any\n hang").stall(Duration.ofMillis(20))))
        .isEqualTo(
            new Failed(Cause.STALLED, "nothing was heard from the agent for 20 ms; it was ended"));
    assertThat(play(Requests.in(home).script("on any\n sleep 1h").timeout(Duration.ofMillis(20))))
        .isEqualTo(new Failed(Cause.TIMED_OUT, "the run took longer than 20 ms and was ended"));
    assertThat(play("on any\n sleep 5ms\n say awake")).isEqualTo(new Finished("awake"));
  }

  @Test
  void a_cancelled_question_does_not_wait_for_its_answer() throws Exception {
    Heard silent = new Heard((_, hold) -> Heard.silence(hold));
    try (AgentSession session =
        new ScriptedAgent(processes, null)
            .open(Requests.in(home).script("on any\n ask Which?").build(), silent)) {
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
      assertThat(session.prompt("")).isEqualTo(new Cancelled());
      canceller.join();
    }
  }

  @Test
  void an_unreadable_script_is_said_when_the_session_is_opened() {
    assertThatThrownBy(() -> play("on any\n sya hello"))
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("agent.script:2: there is no `sya`; did you mean `say`?");
    assertThatThrownBy(() -> play(Requests.in(home)))
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("has no script");
  }

  @Test
  void missing_and_binary_scripts_are_named() throws IOException {
    assertThatThrownBy(() -> Script.read(home.resolve("none.script")))
        .isInstanceOf(ScriptException.class)
        .hasMessageEndingWith("none.script:1: there is no such script; name a file that exists");
    Path binary = Files.write(home.resolve("binary.script"), new byte[] {'o', (byte) 0xff});
    assertThatThrownBy(() -> Script.read(binary)).hasMessageContaining("it is not UTF-8 text");
  }
}
