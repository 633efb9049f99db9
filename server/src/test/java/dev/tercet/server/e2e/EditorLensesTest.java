package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.TaskState;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which decisions stand as lenses where, and that each of them works. */
class EditorLensesTest {

  private static final String SHOWS = "{\"window\":{\"showDocument\":{\"support\":true}}}";

  @TempDir Path temp;

  @Test
  void a_spec_that_was_sent_back_shows_what_changed() {
    String script =
        Scripts.smooth("greeting").replace("on plan\n", "on plan pass=1 attempt=1\n")
            + Scripts.plan("Greet by name").replace("More lines.", "More lines, by name.");
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), SHOWS.replace("{\"window\"", both()));
      editor.replies("tercet/ask", _ -> line("by name"));
      String task = play.create(play.ticket("Greet the world", script));
      Path spec = artifact(play, task, "spec.md");
      assertThat(editor.lenses(spec)).startsWith("Approve (revision 1)", "Reject…");
      editor.press(spec, "Reject…");
      play.until(
          task,
          view ->
              Playground.open(view, Asked.Approval.class)
                  .filter(open -> open.asked().revision() == 2)
                  .isPresent());

      assertThat(editor.lenses(spec))
          .startsWith("Approve (revision 2)", "Reject…", "Show what changed");
      editor.press(spec, "Show what changed");
      assertThat(Playground.read(shown(editor))).contains("-More lines.", "+More lines, by name.");
    }
  }

  @Test
  void a_question_stands_at_the_top_of_the_spec_with_its_options() {
    String script =
        Scripts.plan("Expire tokens")
            + """
            on build
              ask Delete expired tokens, or keep them? | Delete | Keep
              write src/tokens.txt "{answer}"
              say Done.

            """
            + Scripts.contentReviewers();
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      String task = play.create(play.ticket("Expire tokens", script));
      play.approve(task);
      play.asked(task, Asked.Question.class);
      Path spec = artifact(play, task, "spec.md");

      assertThat(editor.lenses(spec))
          .startsWith("Delete expired tokens, or keep them?", "Delete", "Keep", "Answer…");
      assertThat(editor.press(spec, "Keep").has("result")).isTrue();
      play.until(task, TaskState.Kind.READY);
      assertThat(Playground.read(Path.of(play.show(task).worktree(), "src/tokens.txt")))
          .contains("Keep");
    }
  }

  @Test
  void each_cluster_of_a_review_has_its_answers_at_its_heading() {
    String script =
        Scripts.plan("Write it")
            + Scripts.build("it")
            + """
            on review pass=1 preset=reviewer-a
              find major at=src/app.txt:2 "Two is wrong"
              find minor at=src/app.txt:5 "Five could be longer"

            on review
              say Nothing found.
            """;
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), SHOWS);
      String task = play.create(play.ticket("Count", script));
      play.approve(task);
      play.asked(task, Asked.Findings.class);
      Path review = artifact(play, task, "review.md");
      editor.open(review, Playground.read(review));
      List<String> text = Playground.read(review).lines().toList();

      for (String title : List.of("Accept", "Dismiss…", "Push back…", "Ask…")) {
        assertThat(places(editor, review, title))
            .as(title)
            .hasSize(2)
            .allMatch(line -> text.get(line).matches("## [12]\\. .*"));
      }
      assertThat(places(editor, review, "Accept all")).containsExactly(0);
      assertThat(editor.ask("textDocument/documentLink", Editor.about(review)).toString())
          .contains("src/app.txt#L2");

      editor.press(review, "Push back…");
      Path note = shown(editor);
      editor.open(note, Playground.read(note) + "Make it right.\n");
      assertThat(editor.press(note, "Send").has("result")).isTrue();
      assertThat(places(editor, review, "Push back…")).hasSize(1);
    }
  }

  private static String both() {
    return "{\"experimental\":{\"tercet\":{\"ask\":true}},\"window\"";
  }

  private static Path shown(Editor editor) {
    return Path.of(
        URI.create(editor.told("window/showDocument", _ -> true).get("uri").getAsString()));
  }

  /** The lines of the lenses with exactly this title. */
  private static List<Integer> places(Editor editor, Path file, String title) {
    return editor
        .ask("textDocument/codeLens", Editor.about(file))
        .getAsJsonArray()
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject)
        .filter(lens -> lens.getAsJsonObject("command").get("title").getAsString().equals(title))
        .map(lens -> lens.getAsJsonObject("range").getAsJsonObject("start").get("line").getAsInt())
        .toList();
  }

  private static Path artifact(Playground play, String task, String name) {
    String worktree = play.until(task, view -> view.worktree() != null).worktree();
    if (name.equals("spec.md")) {
      play.until(task, view -> !view.decisions().isEmpty());
    }
    return Path.of(worktree).resolve(".tercet/tasks").resolve(task).resolve(name);
  }

  private static JsonElement line(String text) {
    JsonObject answer = new JsonObject();
    answer.addProperty("value", text);
    return answer;
  }
}
