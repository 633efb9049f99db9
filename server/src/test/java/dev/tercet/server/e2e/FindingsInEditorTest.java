package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.StepView;
import dev.tercet.protocol.TaskView;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reviewers found, in the code that is open: the task's own and that of the main checkout. */
class FindingsInEditorTest {

  /** The builder puts two lines before the five that were there, and adds one at the end. */
  private static final String SCRIPT =
      Scripts.plan("Write it")
          + """
          on build pass=1
            write src/app.txt "zero\\nhalf\\none\\ntwo\\nthree\\nfour\\nfive\\nnew at the end\\n"
            say Done.

          on build
            write src/other.txt "mended"
            say Mended.

          on review pass=1 preset=reviewer-a
            find major at=src/app.txt:5 class=correctness evidence="three" "Three is wrong here"
            find minor at=src/app.txt:8 class=style evidence="new" "The end is too new"

          on review pass=1 preset=reviewer-b
            find critical at=src/app.txt:5 class=correctness evidence="three" "Three is wrong here, says another"

          on review
            say Nothing found.

          """;

  @TempDir Path temp;

  @Test
  void a_finding_is_shown_in_the_worktree_and_followed_into_the_main_checkout() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      String task = play.create(play.ticket("Count", SCRIPT));
      play.approve(task);
      TaskView view = play.asked(task, Asked.Findings.class).task();

      Path theirs = Path.of(view.worktree()).resolve("src/app.txt");
      editor.open(theirs, Playground.read(theirs));
      JsonArray found = findings(editor, theirs);
      assertThat(found).hasSize(2);
      assertThat(line(found, 0)).isEqualTo(4);
      assertThat(found.get(0).toString())
          .containsPattern("reviewer-[ab]: Three is wrong here")
          .contains("the spec: ");

      Path ours = play.repository().resolve("src/app.txt");
      editor.open(ours, Playground.read(ours));
      JsonArray mapped = findings(editor, ours);
      assertThat(line(mapped, 0)).isEqualTo(2);
      assertThat(code(mapped, 0)).isEqualTo("finding");
      assertThat(line(mapped, 1)).isEqualTo(4);
      assertThat(code(mapped, 1)).isEqualTo("finding-displaced");

      editor.forget();
      editor.edit(ours, 2, new int[] {0, 0, 0, 0}, "typed by a person\n");
      assertThat(line(findings(editor, ours), 0)).isEqualTo(3);
      assertThat(editor.lenses(ours)).contains("Accept", "Dismiss…", "Push back…");
    }
  }

  @Test
  void findings_are_judged_where_they_are_shown_and_stay_where_they_were_found() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      String task = play.create(play.ticket("Count", SCRIPT));
      play.approve(task);
      TaskView view = play.asked(task, Asked.Findings.class).task();
      Path file = Path.of(view.worktree()).resolve("src/app.txt");
      editor.open(file, Playground.read(file));

      assertThat(editor.press(file, "Accept").has("result")).isTrue();
      JsonObject note = editor.press(file, "Dismiss…").getAsJsonObject("result");
      Path written = Path.of(java.net.URI.create(note.get("note").getAsString()));
      editor.open(written, Playground.read(written) + "It is the end.\n");
      assertThat(editor.lenses(written)).containsExactly("Send");
      assertThat(editor.press(written, "Send").has("result")).isTrue();

      play.until(task, now -> Playground.open(now, Asked.Merge.class).isPresent());
      assertThat(Playground.read(Path.of(view.worktree()).resolve("src/other.txt")))
          .contains("mended");
    }
  }

  /** The builder renames the file and adds to it while one finding is still to be mended. */
  private static final String RENAMED =
      Scripts.plan("Write it").replace("- src\n", "- `src/app.txt` counts to five\n")
          + """
          on build pass=1
            write src/app.txt "zero\\none\\ntwo\\nthree\\nfour\\nfive\\n"
            say Done.

          on build
            write src/app.txt "first\\nsecond\\nzero\\none\\ntwo\\nthree\\nfour\\nfive\\n"
            run mkdir src/core && mv src/app.txt src/core/app.txt
            say Moved.

          on review pass=1 preset=reviewer-a
            find major at=src/app.txt:4 class=correctness evidence="three" "Three is wrong here"

          on review pass=1 preset=reviewer-b
            find minor at=src/app.txt:3-4 class=correctness evidence="three" "Three is wrong here, says another"

          on review pass=2 preset=reviewer-a
            run while test ! -e GO; do sleep 0.05; done
            find major at=src/core/app.txt:6 class=correctness evidence="three" "Three is wrong again"

          on review
            say Nothing found.

          """;

  @Test
  void what_is_said_beside_a_finding_leads_to_its_own_place() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      String task = play.create(play.ticket("Count", RENAMED));
      play.approve(task);
      play.asked(task, Asked.Findings.class);
      Path ours = play.repository().resolve("src/app.txt");
      editor.open(ours, Playground.read(ours));

      JsonObject diagnostic = findings(editor, ours).get(0).getAsJsonObject();
      JsonArray related = diagnostic.getAsJsonArray("relatedInformation");

      assertThat(related).hasSize(2);
      JsonObject clause = related.get(0).getAsJsonObject();
      assertThat(clause.get("message").getAsString())
          .isEqualTo("the spec: - `src/app.txt` counts to five");
      assertThat(clause.getAsJsonObject("location").get("uri").getAsString()).endsWith("/spec.md");
      assertThat(line(clause.getAsJsonObject("location"))).isPositive();
      JsonObject other = related.get(1).getAsJsonObject();
      boolean second = other.get("message").getAsString().startsWith("reviewer-b: Three is wrong");
      assertThat(line(other.getAsJsonObject("location"))).isEqualTo(second ? 1 : 2);
      assertThat(line(diagnostic)).isEqualTo(second ? 2 : 1);
    }
  }

  @Test
  void findings_stay_at_their_lines_through_later_commits_and_renames() {
    try (Playground play = Playground.prepare(temp).uncaged()) {
      play.startDaemon();
      Path go = play.root().resolve("go");
      // Both name the same line: whose word comes first is the first of the two.
      String script = RENAMED.replace("GO", go.toString()).replace("app.txt:3-4", "app.txt:4");
      String task = play.create(play.ticket("Count", script));
      play.approve(task);
      TaskView view = play.asked(task, Asked.Findings.class).task();
      play.acceptAll(play.asked(task, Asked.Findings.class));
      play.until(task, FindingsInEditorTest::isReviewedAgain);
      Path theirs = Path.of(view.worktree()).resolve("src/core/app.txt");
      Path ours = play.repository().resolve("src/app.txt");
      try (Editor editor = play.newEditor()) {
        editor.initialize(play.repository(), "{}");
        JsonArray accepted = opened(editor, theirs);
        assertThat(accepted).hasSize(1);
        assertThat(accepted.toString()).contains("accepted, on its way to the builder");
        assertThat(line(accepted, 0)).isEqualTo(5);
        assertThat(code(accepted, 0)).isEqualTo("finding");
        assertThat(line(opened(editor, ours), 0)).isEqualTo(2);

        editor.forget();
        Playground.put(go, "");
        play.asked(task, Asked.Findings.class);
        JsonArray again =
            editor
                .told(
                    "textDocument/publishDiagnostics",
                    told -> of(told, theirs) && told.toString().contains("Three is wrong again"))
                .getAsJsonArray("diagnostics");
        assertThat(line(again, 0)).isEqualTo(5);
        JsonArray mapped =
            editor
                .told(
                    "textDocument/publishDiagnostics",
                    told -> of(told, ours) && told.toString().contains("Three is wrong again"))
                .getAsJsonArray("diagnostics");
        assertThat(line(mapped, 0)).isEqualTo(2);
        assertThat(code(mapped, 0)).isEqualTo("finding");
      }
    }
  }

  private static boolean isReviewedAgain(TaskView view) {
    return view.steps().stream()
        .anyMatch(
            step ->
                step.pass() == 2
                    && step.id().equals("review")
                    && step.state() == StepView.State.RUNNING);
  }

  private static boolean of(JsonObject told, Path file) {
    return Path.of(java.net.URI.create(told.get("uri").getAsString())).equals(file);
  }

  private static JsonArray opened(Editor editor, Path file) {
    editor.open(file, Playground.read(file));
    return findings(editor, file);
  }

  private static JsonArray findings(Editor editor, Path file) {
    return editor
        .told(
            "textDocument/publishDiagnostics",
            params -> of(params, file) && !params.getAsJsonArray("diagnostics").isEmpty())
        .getAsJsonArray("diagnostics");
  }

  private static int line(JsonArray diagnostics, int at) {
    return line(diagnostics.get(at).getAsJsonObject());
  }

  private static int line(JsonObject ranged) {
    return ranged.getAsJsonObject("range").getAsJsonObject("start").get("line").getAsInt();
  }

  private static String code(JsonArray diagnostics, int at) {
    JsonElement code = diagnostics.get(at).getAsJsonObject().get("code");
    return code.getAsString();
  }
}
