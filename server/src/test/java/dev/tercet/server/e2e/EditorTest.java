package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.TaskState;
import java.nio.file.Path;
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

  private static Path spec(Playground play, String task) {
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
