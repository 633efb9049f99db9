package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.TaskState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server asks of an editor: a word that is missing, a choice, a file to show, a bar. */
class EditorAskingTest {

  private static final String ASKS = "{\"experimental\":{\"tercet\":{\"ask\":true}}}";
  private static final String SHOWS = "{\"window\":{\"showDocument\":{\"support\":true}}}";
  private static final String BARS = "{\"window\":{\"workDoneProgress\":true}}";

  @TempDir Path temp;

  @Test
  void a_client_that_can_is_asked_for_the_line_that_is_missing() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), ASKS);
      String task = play.create(play.ticket("Greet the world", Scripts.smooth("greeting")));
      Path spec = spec(play, task);

      editor.replies("tercet/ask", _ -> new JsonObject());
      assertThat(editor.press(spec, "Reject…").get("result").isJsonNull()).isTrue();
      JsonObject asked = editor.told("tercet/ask", _ -> true);
      assertThat(asked)
          .isEqualTo(
              JsonParser.parseString(
                  """
                  {"command":"tercet.reject","parameter":"correction","kind":"line",
                   "prompt":"What is wrong?","options":[],"task":"%s"}\
                  """
                      .formatted(task)));
      String before = play.asked(task, Asked.Approval.class).id();

      editor.replies("tercet/ask", _ -> value("Say whom"));
      assertThat(editor.press(spec, "Reject…").get("result").isJsonObject()).isTrue();
      play.until(
          task,
          view ->
              Playground.open(view, Asked.Approval.class)
                  .filter(open -> !open.id().equals(before))
                  .isPresent());
    }
  }

  @Test
  void a_choice_is_made_with_buttons_where_there_is_nothing_better() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      String first = play.create(play.ticket("Greet the world", Scripts.smooth("greeting")));
      String second = play.create(play.ticket("Say farewell", Scripts.smooth("farewell")));
      play.asked(first, Asked.Approval.class);
      play.asked(second, Asked.Approval.class);
      Map<String, String> pause = Map.of("command", "tercet.pause");

      assertThat(editor.ask("workspace/executeCommand", pause).isJsonNull())
          .as("nothing is chosen")
          .isTrue();
      editor.replies("window/showMessageRequest", asked -> chosen(asked, second));
      editor.ask("workspace/executeCommand", pause);

      assertThat(play.show(first).summary().state().kind()).isNotEqualTo(TaskState.Kind.PAUSED);
      assertThat(play.show(second).summary().state().kind()).isEqualTo(TaskState.Kind.PAUSED);
    }
  }

  @Test
  void approving_without_having_seen_shows_the_file_first() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), SHOWS);
      String task = play.create(play.ticket("Greet the world", Scripts.smooth("greeting")));
      Path spec = spec(play, task);
      editor.replies("window/showDocument", _ -> success(true));
      editor.replies("window/showMessageRequest", asked -> chosen(asked, "Approve"));

      editor.ask("workspace/executeCommand", Map.of("command", "tercet.approve"));

      JsonObject shown = editor.told("window/showDocument", _ -> true);
      assertThat(Path.of(java.net.URI.create(shown.get("uri").getAsString()))).isEqualTo(spec);
      assertThat(editor.told("window/showMessageRequest", _ -> true).get("message").getAsString())
          .isEqualTo("Approve spec.md (revision 1) of %s?".formatted(task));
      play.until(task, TaskState.Kind.READY);
    }
  }

  @Test
  void what_would_run_is_shown_before_it_is_trusted() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      play.write(".tercet/settings.json", "{\"setup\": \"touch set-up\"}");
      play.commit("Settings");
      editor.initialize(play.repository(), SHOWS);
      String task = play.create(play.ticket("Greet the world", Scripts.smooth("greeting")));
      play.asked(task, Asked.Trust.class);
      editor.replies("window/showDocument", _ -> success(true));
      Map<String, String> trust = Map.of("command", "tercet.trust");

      assertThat(editor.ask("workspace/executeCommand", trust).isJsonNull()).isTrue();
      JsonObject shown = editor.told("window/showDocument", _ -> true);
      assertThat(Playground.read(Path.of(java.net.URI.create(shown.get("uri").getAsString()))))
          .contains("touch set-up");
      assertThat(Playground.open(play.show(task), Asked.Trust.class)).isPresent();

      editor.replies("window/showMessageRequest", asked -> chosen(asked, "Trust"));
      editor.ask("workspace/executeCommand", trust);
      play.asked(task, Asked.Approval.class);
    }
  }

  @Test
  void where_a_file_cannot_be_shown_its_name_is_said() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), SHOWS);
      Map<String, String> inbox = Map.of("command", "tercet.inbox");

      editor.replies("window/showDocument", _ -> success(false));
      editor.ask("workspace/executeCommand", inbox);

      assertThat(editor.told("window/showMessage", _ -> true).get("message").getAsString())
          .startsWith("open ")
          .endsWith("inbox.md");
    }
  }

  @Test
  void a_long_command_shows_how_far_it_is() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");

      editor.ask(
          "workspace/executeCommand", Map.of("command", "tercet.doctor", "workDoneToken", 17));

      assertThat(bar(editor, new JsonPrimitive(17)))
          .containsExactly("begin tercet.doctor", "report git and disk", "report agents", "end");
    }
  }

  @Test
  void an_editor_with_bars_is_asked_for_one() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), BARS);

      editor.ask("workspace/executeCommand", Map.of("command", "tercet.doctor"));

      JsonElement token = editor.told("window/workDoneProgress/create", _ -> true).get("token");
      assertThat(bar(editor, token))
          .containsExactly("begin tercet.doctor", "report git and disk", "report agents", "end");
    }
  }

  @Test
  void a_task_that_goes_on_is_followed_until_it_rests() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), BARS);
      String task = play.create(play.ticket("Greet the world", Scripts.smooth("greeting")));

      editor.press(spec(play, task), "Approve");
      play.until(task, TaskState.Kind.READY);
      JsonObject ended =
          editor.told(
              "$/progress",
              told -> told.getAsJsonObject("value").get("kind").getAsString().equals("end"));

      assertThat(bar(editor, ended.get("token")))
          .startsWith("begin Greet the world")
          .anyMatch(step -> step.startsWith("report "))
          .last()
          .isEqualTo("end");
    }
  }

  /** Each step of a bar with its words, in order. */
  private static List<String> bar(Editor editor, JsonElement token) {
    return editor.heard("$/progress").stream()
        .filter(told -> told.get("token").equals(token))
        .map(told -> told.getAsJsonObject("value"))
        .map(
            value ->
                switch (value.get("kind").getAsString()) {
                  case "begin" -> "begin " + value.get("title").getAsString();
                  case "report" -> "report " + value.get("message").getAsString();
                  default -> value.get("kind").getAsString();
                })
        .toList();
  }

  private static JsonElement value(String text) {
    JsonObject answer = new JsonObject();
    answer.addProperty("value", text);
    return answer;
  }

  private static JsonElement success(boolean success) {
    JsonObject answer = new JsonObject();
    answer.addProperty("success", success);
    return answer;
  }

  /** The button whose text begins so. */
  private static JsonElement chosen(JsonElement asked, String beginning) {
    return asked.getAsJsonObject().getAsJsonArray("actions").asList().stream()
        .filter(action -> action.getAsJsonObject().get("title").getAsString().startsWith(beginning))
        .findFirst()
        .orElse(JsonNull.INSTANCE);
  }

  private static Path spec(Playground play, String task) {
    return Path.of(play.asked(task, Asked.Approval.class).task().worktree())
        .resolve(".tercet/tasks")
        .resolve(task)
        .resolve("spec.md");
  }
}
