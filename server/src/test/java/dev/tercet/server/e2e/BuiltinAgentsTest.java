package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.ReadRun;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.model.Api;
import dev.tercet.server.model.FakeModel;
import dev.tercet.server.model.FakeModel.Answer;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a ticket to a merge with nothing but providers' models, one API for each role. */
class BuiltinAgentsTest {

  private static final String KEY = "sk-secret-of-the-test";
  private static final Pattern SPEC = Pattern.compile("(\\.tercet/tasks/[a-z0-9-]+)/spec\\.md");
  private static final Pattern ITEM = Pattern.compile("Your item \\((\\d) of 2\\)");

  private static final String SPEC_TEXT =
      """
      ---
      touches: [src/**]
      risk: low
      ---
      # Greeting

      ## Assumptions
      - English will do.

      ## Open questions
      none

      ## Plan
      - [ ] Write the greeting
      - [ ] Write the farewell
      """;

  @TempDir Path temp;

  @Test
  void a_ticket_becomes_a_merge() throws Exception {
    try (FakeModel model = new FakeModel(BuiltinAgentsTest::answer);
        Playground play = Playground.prepare(temp)) {
      play.environment().put("FAKE_KEY", KEY);
      Playground.put(play.home().resolve("settings.json"), settings(model));
      play.startDaemon();
      String task = play.create(ticket(play));

      assertThat(play.asked(task, Asked.Approval.class).asked().assumptions())
          .containsExactly("English will do.");
      play.approve(task);
      play.merge(task);
      TaskView merged =
          play.until(task, view -> view.summary().state().kind() == TaskState.Kind.MERGED);

      assertThat(play.git("show", "main:src/part-1.txt")).isEqualTo("part 1");
      assertThat(play.git("show", "main:src/part-2.txt")).isEqualTo("part 2");
      assertThat(play.tree("main")).doesNotContain("src/outside.txt");
      assertThat(merged.runs()).hasSize(6).allSatisfy(run -> assertThat(run.usage()).isNotNull());
      assertThat(model.asked()).extracting(FakeModel.Asked::api).contains(Api.values());
      assertThat(transcripts(play, merged))
          .contains("write_file src/part-1.txt")
          .doesNotContain(KEY);
    }
  }

  private static CreateTask ticket(Playground play) {
    return new CreateTask(
        "Greet the world",
        play.repository().toString(),
        "With key " + KEY.substring(0, 3),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "test -f README.md",
        null);
  }

  private static String transcripts(Playground play, TaskView task) {
    StringBuilder all = new StringBuilder();
    task.runs()
        .forEach(
            run ->
                all.append(play.ask(play.client().run().read(new ReadRun(run.id(), null, null)))));
    return all.toString();
  }

  private static String settings(FakeModel model) {
    StringBuilder agents = new StringBuilder();
    for (Api api : Api.values()) {
      agents.append(
          "  \"on-%s\": {\"kind\": \"builtin\", \"api\": \"%s\", \"baseUrl\": \"%s\", \"keyVariable\": \"FAKE_KEY\"},\n"
              .formatted(api.word(), api.word(), model.url(api)));
    }
    return """
    {"agents": {
    %s}, "presets": {
      "planner": {"agent": "on-anthropic", "model": "m-1"},
      "builder": {"agent": "on-openai-responses", "model": "m-2"},
      "reviewer-a": {"agent": "on-gemini", "model": "m-3"},
      "reviewer-b": {"agent": "on-openai-chat", "model": "m-4"},
      "reviewer-c": {"agent": "on-anthropic", "model": "m-5"}
    }}
    """
        .formatted(agents);
  }

  private static Answer answer(FakeModel.Asked asked) {
    assertThat(asked.headers().toString()).contains(KEY);
    if (asked.says("You plan a change")) {
      return asked.results() == 0
          ? FakeModel.says(
              "Planning.",
              FakeModel.call("write_file", "path", "src/outside.txt", "content", "x"),
              FakeModel.call("write_file", "path", spec(asked), "content", SPEC_TEXT))
          : FakeModel.says("The spec is written.");
    }
    if (asked.says("You make a change")) {
      return build(asked);
    }
    return asked.results() == 0
        ? FakeModel.says(
            "",
            FakeModel.call("search", "pattern", "part"),
            FakeModel.call("show_change", "since", "HEAD~1"))
        : FakeModel.says("Nothing found.");
  }

  private static String spec(FakeModel.Asked asked) {
    Matcher matcher = SPEC.matcher(asked.body().toString());
    assertThat(matcher.find()).isTrue();
    return matcher.group();
  }

  private static Answer build(FakeModel.Asked asked) {
    Matcher matcher = ITEM.matcher(asked.body().toString());
    String number = "";
    while (matcher.find()) {
      number = matcher.group(1);
    }
    boolean done = asked.says("wrote 1 line to src/part-" + number);
    return done
        ? FakeModel.says("Done.")
        : FakeModel.says(
            "",
            FakeModel.call(
                "write_file",
                "path",
                "src/part-" + number + ".txt",
                "content",
                "part " + number + "\n"),
            FakeModel.call("run_command", "command", "cat src/part-" + number + ".txt"),
            FakeModel.call("item_done"));
  }
}
