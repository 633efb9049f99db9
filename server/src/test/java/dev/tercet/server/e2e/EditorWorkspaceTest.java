package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tercet.protocol.Asked;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders, files that others change, and diagnostics that are pushed or asked for. */
class EditorWorkspaceTest {

  private static final String PULLS =
      """
      {"textDocument":{"diagnostic":{}},
       "workspace":{"diagnostics":{"refreshSupport":true},"codeLens":{"refreshSupport":true}}}\
      """;
  private static final String BROKEN = "# Broken\n\n### [ ] Step: Spec\n<!-- agnt: planner -->\n";
  private static final String FINE = "# Fine\n\n### [ ] Step: Spec\n<!-- agent: scribe -->\nGo.\n";

  @TempDir Path temp;

  @Test
  void templates_and_settings_of_every_folder_are_looked_at() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      Path second = play.root().resolve("second");
      Playground.put(second.resolve(".tercet/workflows/broken.md"), BROKEN);
      Path third = play.root().resolve("third");
      Playground.put(third.resolve(".tercet/settings.json"), "{\"verfy\": \"true\"}");
      editor.initialize(play.repository(), PULLS);
      assertThat(everywhere(editor)).isEmpty();

      editor.tell(
          "workspace/didChangeWorkspaceFolders", folders(List.of(second, third), List.of()));
      assertThat(everywhere(editor))
          .containsOnlyKeys(
              second.resolve(".tercet/workflows/broken.md"), third.resolve(".tercet/settings.json"))
          .hasEntrySatisfying(
              second.resolve(".tercet/workflows/broken.md"),
              codes -> assertThat(codes).contains("unknown-directive"));

      editor.tell("workspace/didChangeWorkspaceFolders", folders(List.of(), List.of(second)));
      assertThat(everywhere(editor)).containsOnlyKeys(third.resolve(".tercet/settings.json"));
    }
  }

  @Test
  void a_new_task_may_be_of_any_open_folder() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{\"experimental\":{\"tercet\":{\"ask\":true}}}");
      Path second = play.root().resolve("second");
      editor.tell("workspace/didChangeWorkspaceFolders", folders(List.of(second), List.of()));

      editor.ask(
          "workspace/executeCommand",
          Map.of("command", "tercet.new", "arguments", List.of("Greet the world")));

      JsonArray options = editor.told("tercet/ask", _ -> true).getAsJsonArray("options");
      assertThat(
              options.asList().stream().map(one -> one.getAsJsonObject().get("id").getAsString()))
          .containsExactly(play.repository().toString(), second.toString());
    }
  }

  @Test
  void what_others_change_on_disk_is_seen_once_the_editor_says_so() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(
          play.repository(),
          "{\"workspace\":{\"didChangeWatchedFiles\":{\"dynamicRegistration\":true}}}");
      assertThat(editor.told("client/registerCapability", _ -> true).toString())
          .contains("workspace/didChangeWatchedFiles", "**/.tercet/settings.json");
      Path template = play.repository().resolve(".tercet/workflows/mine.md");
      editor.open(template, FINE);
      assertThat(codes(editor.told("textDocument/publishDiagnostics", _ -> true)))
          .contains("no-role");

      editor.forget();
      Path settings = play.repository().resolve(".tercet/settings.json");
      Playground.put(settings, "{\"presets\": {\"scribe\": {\"role\": \"plan\"}}}");
      editor.tell("workspace/didChangeWatchedFiles", changed(settings));
      editor.told("textDocument/publishDiagnostics", told -> !codes(told).contains("no-role"));
    }
  }

  @Test
  void an_editor_that_asks_for_diagnostics_is_pushed_none_and_told_when_to_ask_again() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      JsonObject hello = editor.initialize(play.repository(), PULLS);
      assertThat(
              hello
                  .getAsJsonObject("capabilities")
                  .getAsJsonObject("diagnosticProvider")
                  .get("workspaceDiagnostics")
                  .getAsBoolean())
          .isTrue();
      Path template = play.repository().resolve(".tercet/workflows/mine.md");
      editor.open(template, BROKEN);

      assertThat(pulled(editor, template)).contains("unknown-directive");
      String task = play.create(play.ticket("Greet the world", Scripts.smooth("greeting")));
      play.asked(task, Asked.Approval.class);

      editor.told("workspace/diagnostic/refresh");
      editor.told("workspace/codeLens/refresh");
      assertThat(editor.heard("textDocument/publishDiagnostics")).isEmpty();
    }
  }

  @Test
  void one_that_could_not_be_told_to_ask_again_is_pushed_them() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      JsonObject hello =
          editor.initialize(play.repository(), "{\"textDocument\":{\"diagnostic\":{}}}");
      assertThat(hello.getAsJsonObject("capabilities").has("diagnosticProvider")).isFalse();
      Path template = play.repository().resolve(".tercet/workflows/mine.md");

      editor.open(template, BROKEN);

      editor.told(
          "textDocument/publishDiagnostics", told -> codes(told).contains("unknown-directive"));
      editor.tell("textDocument/didClose", Editor.about(template));
      assertThat(
              codes(editor.told("textDocument/publishDiagnostics", told -> codes(told).isEmpty())))
          .isEmpty();
    }
  }

  @Test
  void code_that_reviewers_speak_of_is_listed_though_nobody_has_it_open() {
    String script =
        Scripts.plan("Write it")
            + Scripts.build("it")
            + """
            on review pass=1 preset=reviewer-a
              find major at=src/app.txt:2 "Two is wrong"

            on review
              say Nothing found.
            """;
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), PULLS);
      String task = play.create(play.ticket("Count", script));
      play.approve(task);
      play.asked(task, Asked.Findings.class);

      assertThat(everywhere(editor))
          .containsEntry(play.repository().resolve("src/app.txt"), List.of("finding"));
    }
  }

  /** The codes of each file that has any. */
  private static Map<Path, List<String>> everywhere(Editor editor) {
    Map<Path, List<String>> found = new TreeMap<>();
    JsonObject report =
        editor
            .ask("workspace/diagnostic", Map.of("previousResultIds", List.of()))
            .getAsJsonObject();
    for (JsonElement item : report.getAsJsonArray("items")) {
      JsonObject one = item.getAsJsonObject();
      List<String> codes = codes(one.getAsJsonArray("items"));
      if (!codes.isEmpty()) {
        found.put(Path.of(java.net.URI.create(one.get("uri").getAsString())), codes);
      }
    }
    return found;
  }

  private static List<String> pulled(Editor editor, Path file) {
    return codes(
        editor
            .ask("textDocument/diagnostic", Editor.about(file))
            .getAsJsonObject()
            .getAsJsonArray("items"));
  }

  private static List<String> codes(JsonObject params) {
    return codes(params.getAsJsonArray("diagnostics"));
  }

  private static List<String> codes(JsonArray diagnostics) {
    return diagnostics.asList().stream()
        .map(one -> one.getAsJsonObject().get("code").getAsString())
        .toList();
  }

  private static Object folders(List<Path> added, List<Path> removed) {
    return Map.of(
        "event",
        Map.of(
            "added",
            added.stream().map(EditorWorkspaceTest::folder).toList(),
            "removed",
            removed.stream().map(EditorWorkspaceTest::folder).toList()));
  }

  private static Map<String, String> folder(Path path) {
    return Map.of("uri", Editor.uri(path), "name", path.getFileName().toString());
  }

  private static Object changed(Path file) {
    return Map.of("changes", List.of(Map.of("uri", Editor.uri(file), "type", 1)));
  }
}
