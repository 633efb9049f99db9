package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.TaskState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does in an editor that has no plugin of ours, frame by frame. */
class EditorTest {

  @TempDir Path temp;

  @Test
  void a_spec_is_read_and_approved_from_its_buffer() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      String task = play.create(play.ticket("Greet the world", Scripts.smooth("greeting")));
      Path spec = spec(play, task);
      editor.open(spec, Playground.read(spec));

      assertThat(
              editor
                  .told("textDocument/publishDiagnostics", params -> has(params, "unapproved"))
                  .toString())
          .contains("revision 1 waits for your approval");
      assertThat(editor.lenses(spec))
          .containsExactly(
              "Approve (revision 1)", "Reject…", task + ": needs you: approve spec.md");
      assertThat(editor.press(spec, "Approve").has("result")).isTrue();

      play.until(task, TaskState.Kind.READY);
      assertThat(editor.lenses(spec)).contains("Merge into main", "Send back…");
      assertThat(editor.press(spec, "Merge").has("result")).isTrue();
      play.until(task, TaskState.Kind.MERGED);
    }
  }

  @Test
  void editing_an_approved_spec_shows_at_once_that_its_receipt_is_void() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      String task = play.create(play.ticket("Greet the world", Scripts.smooth("greeting")));
      Path spec = spec(play, task);
      editor.open(spec, Playground.read(spec));
      editor.press(spec, "Approve");
      play.until(task, TaskState.Kind.READY);
      assertThat(editor.lenses(spec)).noneMatch(title -> title.contains("void"));

      editor.edit(spec, 2, new int[] {6, 0, 6, 0}, "More than was agreed on.\n");

      JsonObject told =
          editor.told("textDocument/publishDiagnostics", params -> has(params, "receipt-void"));
      assertThat(told.get("version").getAsInt()).isEqualTo(2);
      assertThat(editor.lenses(spec))
          .contains("Approval of revision 1 is void", "Show what you changed");
    }
  }

  @Test
  void a_template_is_diagnosed_at_each_keystroke_and_mended_by_its_quick_fix() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      Path template = play.repository().resolve(".tercet/workflows/mine.md");
      editor.open(template, "# Mine\n\n### [ ] Step: Spec\n<!-- agnt: planner -->\nWrite.\n");

      JsonObject told =
          editor.told(
              "textDocument/publishDiagnostics", params -> has(params, "unknown-directive"));
      assertThat(of(told, "unknown-directive").get("range"))
          .hasToString(
              "{\"start\":{\"line\":3,\"character\":5},\"end\":{\"line\":3,\"character\":9}}");
      JsonObject menu = Editor.about(template);
      JsonObject range = new JsonObject();
      range.add("start", Editor.position(3, 6));
      range.add("end", Editor.position(3, 6));
      menu.add("range", range);
      JsonObject context = new JsonObject();
      context.add("diagnostics", told.get("diagnostics"));
      menu.add("context", context);
      assertThat(editor.ask("textDocument/codeAction", menu).toString())
          .contains("\"newText\":\"agent\"", "\"kind\":\"quickfix\"");

      editor.forget();
      editor.edit(template, 2, new int[] {3, 5, 3, 9}, "agent");
      assertThat(
              editor.told(
                  "textDocument/publishDiagnostics",
                  params ->
                      params.get("version").getAsInt() == 2 && !has(params, "unknown-directive")))
          .isNotNull();
    }
  }

  @Test
  void a_question_is_answered_by_one_of_its_options() {
    String script =
        Scripts.smooth("tokens")
            .replace(
                "on plan\n",
                "on plan\n  ask Delete expired tokens, or keep them? | Delete | Keep\n");
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{\"window\":{\"showDocument\":{\"support\":true}}}");
      String task = play.create(play.ticket("Expire tokens", script));
      play.asked(task, Asked.Question.class);

      editor.ask("workspace/executeCommand", Map.of("command", "tercet.inbox"));
      Path inbox =
          Path.of(
              java.net.URI.create(
                  editor.told("window/showDocument", _ -> true).get("uri").getAsString()));
      editor.open(inbox, Playground.read(inbox));
      assertThat(editor.lenses(inbox)).containsExactly("Delete", "Keep", "Answer…");
      assertThat(editor.press(inbox, "Keep").has("result")).isTrue();
      play.until(task, view -> Playground.open(view, Asked.Question.class).isEmpty());
    }
  }

  @Test
  void of_two_editors_that_approve_at_once_one_is_told_that_it_is_late() {
    try (Playground play = Playground.open(temp);
        Editor first = play.newEditor();
        Editor second = play.newEditor()) {
      first.initialize(play.repository(), "{}");
      second.initialize(play.repository(), "{}");
      String task = play.create(play.ticket("Greet the world", Scripts.smooth("greeting")));
      Path spec = spec(play, task);
      JsonObject lens =
          second
              .ask("textDocument/codeLens", Editor.about(spec))
              .getAsJsonArray()
              .get(0)
              .getAsJsonObject();
      assertThat(first.press(spec, "Approve").has("result")).isTrue();
      assertThat(second.code("workspace/executeCommand", lens.get("command"))).isEqualTo(-32010);
    }
  }

  @Test
  void an_editor_that_dies_in_the_middle_leaves_the_others_alone() {
    try (Playground play = Playground.open(temp);
        Editor other = play.newEditor()) {
      other.initialize(play.repository(), "{}");
      Editor dying = play.newEditor();
      dying.initialize(play.repository(), "{}");
      dying.bytes("Content-Length: 500\r\n\r\n{\"half".getBytes(StandardCharsets.UTF_8));
      dying.close();
      assertThat(other.ask("tercet/server/status", Map.of()).isJsonObject()).isTrue();
    }
  }

  @Test
  void whatever_a_document_is_the_server_has_an_answer() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      Path template = play.repository().resolve(".tercet/workflows/big.md");
      editor.open(template, "# Big\n" + "some text that goes on\r\n".repeat(450_000));
      editor.told("textDocument/publishDiagnostics", params -> has(params, "too-large"));
      editor.edit(template, 2, new int[] {0, 0, 900_000, 0}, "no\rtemplate\nat\r\nall");
      editor.told("textDocument/publishDiagnostics", params -> has(params, "no-steps"));
      Path gone = play.repository().resolve(".tercet/workflows/gone.md");
      for (String method :
          new String[] {
            "codeLens", "documentSymbol", "foldingRange", "documentLink", "diagnostic"
          }) {
        assertThat(editor.exchange("textDocument/" + method, Editor.about(gone)).has("result"))
            .isTrue();
        assertThat(editor.exchange("textDocument/" + method, Editor.about(template)).has("result"))
            .isTrue();
      }
      assertThat(
              editor.exchange("textDocument/hover", Editor.at(template, 9_999, 9_999)).has("error"))
          .isFalse();
    }
  }

  @Test
  void columns_count_in_what_was_agreed_on() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      JsonObject hello =
          editor.initialize(
              play.repository(), "{\"general\":{\"positionEncodings\":[\"utf-8\",\"utf-16\"]}}");
      assertThat(hello.getAsJsonObject("capabilities").get("positionEncoding").getAsString())
          .isEqualTo("utf-8");
      Path template = play.repository().resolve(".tercet/workflows/mine.md");
      editor.open(template, "### [ ] Step: Spec\n<!-- agent: planner --> ä😀 {@titel}\n");
      JsonObject told =
          editor.told(
              "textDocument/publishDiagnostics", params -> has(params, "unknown-placeholder"));
      assertThat(of(told, "unknown-placeholder").get("range").toString())
          .contains("\"line\":1,\"character\":31");
    }
  }

  @Test
  void what_may_be_typed_is_proposed() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      Path settings = play.repository().resolve(".tercet/settings.json");
      editor.open(
          settings,
          "{\n"
              + "  \"presets\": {\"scribe\": {\"role\": \"plan\"}},\n"
              + "  \"merge\": {\"strategy\": \"\"},\n"
              + "  \"verfy\": 1\n"
              + "}\n");
      assertThat(proposed(editor, settings, 2, 26)).contains("squash", "rebase");
      assertThat(
              of(
                  editor.told(
                      "textDocument/publishDiagnostics", params -> has(params, "unknown-setting")),
                  "unknown-setting"))
          .asString()
          .contains(
              "verfy",
              "{\"start\":{\"line\":3,\"character\":2},\"end\":{\"line\":3,\"character\":9}}");

      Path template = play.repository().resolve(".tercet/workflows/mine.md");
      editor.open(template, "# Mine\n\n### [ ] Step: Spec\n<!-- agent: \n<!-- ga\n{@\n");
      assertThat(proposed(editor, template, 3, 12)).contains("planner", "scribe").isSorted();
      assertThat(proposed(editor, template, 4, 7)).contains("gate");
      assertThat(proposed(editor, template, 5, 2)).contains("{@artifacts_path}");
      assertThat(editor.ask("textDocument/documentSymbol", Editor.about(template)).toString())
          .contains("\"name\":\"Spec\"");
    }
  }

  private static List<String> proposed(Editor editor, Path file, int line, int character) {
    return editor
        .ask("textDocument/completion", Editor.at(file, line, character))
        .getAsJsonObject()
        .getAsJsonArray("items")
        .asList()
        .stream()
        .map(item -> item.getAsJsonObject().get("label").getAsString())
        .toList();
  }

  static Path spec(Playground play, String task) {
    return Path.of(play.asked(task, Asked.Approval.class).task().worktree())
        .resolve(".tercet/tasks")
        .resolve(task)
        .resolve("spec.md");
  }

  private static JsonObject of(JsonObject params, String code) {
    return params.get("diagnostics").getAsJsonArray().asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(diagnostic -> diagnostic.get("code").getAsString().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static boolean has(JsonObject params, String code) {
    return params.get("diagnostics").getAsJsonArray().asList().stream()
        .map(diagnostic -> diagnostic.getAsJsonObject().get("code").getAsString())
        .anyMatch(code::equals);
  }
}
