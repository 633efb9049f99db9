package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.TaskState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an editor shows about a text without changing it: hover, folds, links, outline. */
class EditorReadingTest {

  private static final String TEMPLATE =
      """
      # Mine

      ### [ ] Step: Spec
      <!-- agent: planner -->
      <!-- gate: approve spec.md -->
      Write `{@artifacts_path}/spec.md`.

      ### [ ] Step: Build
      <!-- agent: builder -->
      <!-- needs: Spec -->
      Do it.
      """;

  @TempDir Path temp;

  @Test
  void a_template_says_what_its_words_mean() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      Path template = play.repository().resolve(".tercet/workflows/mine.md");
      editor.open(template, TEMPLATE);

      assertThat(hover(editor, template, 3, 6))
          .contains("the preset that does the step", "planner", "plans: writes artifacts only");
      assertThat(hover(editor, template, 2, 16))
          .contains("**Spec**", "produces `spec.md`", "a person approves `spec.md`");
      assertThat(hover(editor, template, 5, 12)).contains("the folder of the task's artifacts");
      assertThat(editor.ask("textDocument/hover", Editor.at(template, 10, 2)).isJsonNull())
          .isTrue();
      assertThat(folds(editor, template)).contains("0-10", "2-5", "7-10");
      assertThat(links(editor, template)).containsExactly("9:12 " + Editor.uri(template) + "#L3");
      assertThat(names(editor.ask("textDocument/documentSymbol", Editor.about(template))))
          .containsExactly("Mine", "Spec", "Build");
    }
  }

  @Test
  void an_editor_that_nests_symbols_gets_them_nested() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(
          play.repository(),
          """
          {"textDocument":{"documentSymbol":{"hierarchicalDocumentSymbolSupport":true}}}\
          """);
      Path template = play.repository().resolve(".tercet/workflows/mine.md");
      editor.open(template, TEMPLATE);

      JsonArray top =
          editor.ask("textDocument/documentSymbol", Editor.about(template)).getAsJsonArray();

      assertThat(names(top)).containsExactly("Mine");
      assertThat(names(top.get(0).getAsJsonObject().get("children")))
          .containsExactly("Spec", "Build");
    }
  }

  @Test
  void settings_say_what_they_mean() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      Path settings = play.repository().resolve(".tercet/settings.json");
      editor.open(
          settings,
          """
          {
            "verify": "true",
            "merge": {
              "strategy": "squash"
            }
          }
          """);

      assertThat(hover(editor, settings, 3, 7)).contains("`merge.strategy`: ");
      assertThat(hover(editor, settings, 1, 4)).contains("`verify`: ");
      assertThat(folds(editor, settings)).containsExactly("2-3");
      assertThat(names(editor.ask("textDocument/documentSymbol", Editor.about(settings))))
          .containsExactly("verify", "merge", "strategy");
    }
  }

  @Test
  void a_spec_says_how_far_its_items_are_and_leads_to_the_files_that_it_names() {
    String script =
        Scripts.smooth("greeting").replace("- src\n", "- `src/app.txt`\n  - `src/app.txt:4`\n");
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      String task = play.create(play.ticket("Greet the world", script));
      Path worktree = Path.of(play.asked(task, Asked.Approval.class).task().worktree());
      Path spec = worktree.resolve(".tercet/tasks").resolve(task).resolve("spec.md");
      editor.open(spec, Playground.read(spec));
      int item = lineOf(spec, "- [ ] First part of greeting");
      assertThat(editor.ask("textDocument/hover", Editor.at(spec, item, 3)).isJsonNull()).isTrue();

      String app = Editor.uri(worktree.resolve("src/app.txt"));
      int named = lineOf(spec, "- `src/app.txt`");
      assertThat(links(editor, spec))
          .containsExactly(named + ":3 " + app, named + 1 + ":3 " + app + "#L4");
      assertThat(folds(editor, spec)).contains("0-3");

      play.approve(task);
      play.until(task, TaskState.Kind.READY);
      assertThat(hover(editor, spec, item, 3)).startsWith("done, in commit `");
    }
  }

  private static int lineOf(Path file, String line) {
    return Playground.read(file).lines().map(String::strip).toList().indexOf(line);
  }

  private static String hover(Editor editor, Path file, int line, int character) {
    JsonElement hover = editor.ask("textDocument/hover", Editor.at(file, line, character));
    assertThat(hover.isJsonObject()).as("a hover at %d:%d", line, character).isTrue();
    JsonObject contents = hover.getAsJsonObject().getAsJsonObject("contents");
    assertThat(contents.get("kind").getAsString()).isEqualTo("markdown");
    return contents.get("value").getAsString();
  }

  private static List<String> folds(Editor editor, Path file) {
    return editor
        .ask("textDocument/foldingRange", Editor.about(file))
        .getAsJsonArray()
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject)
        .map(fold -> fold.get("startLine").getAsInt() + "-" + fold.get("endLine").getAsInt())
        .toList();
  }

  /** Where each begins, and where it leads. */
  private static List<String> links(Editor editor, Path file) {
    return editor
        .ask("textDocument/documentLink", Editor.about(file))
        .getAsJsonArray()
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject)
        .map(
            link -> {
              JsonObject start = link.getAsJsonObject("range").getAsJsonObject("start");
              return "%s:%s %s"
                  .formatted(
                      start.get("line"), start.get("character"), link.get("target").getAsString());
            })
        .toList();
  }

  private static List<String> names(JsonElement symbols) {
    return symbols.getAsJsonArray().asList().stream()
        .map(symbol -> symbol.getAsJsonObject().get("name").getAsString())
        .toList();
  }
}
