package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tercet.protocol.Asked;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edit by edit the server has the text that the editor has, whatever columns count in. */
class EditorTextTest {

  private static final int EDITS = 300;

  /** What is typed and pasted: characters of one to four bytes, and every kind of line end. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "é",
          "€",
          "😀",
          "\n",
          "\r\n",
          "\r",
          "\n# ä😀\r",
          "\r## €x\r\n",
          "\r\n### é\n",
          "`src`",
          "",
          "{@");

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "utf-16", "utf-32"})
  void many_edits_leave_the_text_that_was_typed(String encoding) {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      agreeOn(editor, play, encoding);
      Path edited = play.repository().resolve(".tercet/workflows/edited.md");
      String text = "# One\r\n\n## Zwölf 😀\rthree\n";
      editor.open(edited, text);
      Random random = new Random(4_711);
      for (int version = 2; version < EDITS; version++) {
        int start = boundary(text, random.nextInt(text.length() + 1));
        int end = boundary(text, Math.min(text.length(), start + random.nextInt(6)));
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        int[] from = place(text, start, encoding);
        int[] to = place(text, end, encoding);
        editor.edit(edited, version, new int[] {from[0], from[1], to[0], to[1]}, piece);
        text = text.substring(0, start) + piece + text.substring(end);
      }
      Path whole = play.repository().resolve(".tercet/workflows/whole.md");
      editor.open(whole, text);

      assertThat(seen(editor, edited)).isEqualTo(seen(editor, whole));
      assertThat(seen(editor, whole).getFirst()).as("something is seen").contains("ä😀", "€");
    }
  }

  @Test
  void places_outside_of_the_text_are_the_nearest_inside() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      agreeOn(editor, play, "utf-16");
      Path edited = play.repository().resolve(".tercet/workflows/edited.md");
      editor.open(edited, "# One\r\n## Two\r");
      editor.edit(edited, 2, new int[] {0, 2, 0, 9_999}, "First");
      editor.edit(edited, 3, new int[] {77, 3, 99, 0}, "## Last");
      Path whole = play.repository().resolve(".tercet/workflows/whole.md");
      editor.open(whole, "# First\r\n## Two\r## Last");

      assertThat(seen(editor, edited)).isEqualTo(seen(editor, whole));
    }
  }

  @Test
  void a_change_of_what_is_not_open_harms_nobody() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      agreeOn(editor, play, "utf-16");
      Path never = play.repository().resolve(".tercet/workflows/never.md");
      editor.edit(never, 2, new int[] {0, 0, 0, 0}, "x");
      editor.tell("textDocument/didSave", Editor.about(never));
      editor.tell("textDocument/didClose", Editor.about(never));
      editor.open(never, "# Now\n");

      assertThat(seen(editor, never).getFirst()).contains("\"name\":\"Now\"");
    }
  }

  @Test
  void ten_megabytes_are_answered_about_wherever_they_are() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      String task = play.create(play.ticket("Greet the world", Scripts.smooth("greeting")));
      String worktree = play.asked(task, Asked.Approval.class).task().worktree();
      String big = "## A heading\r\nsome `src/app.txt` text\n- [ ] an item\r".repeat(220_000);
      assertThat(big.length()).isGreaterThan(10 << 20);
      for (Path file :
          List.of(
              Path.of(worktree, ".tercet/tasks", task, "spec.md"),
              Path.of(worktree, "src/app.txt"),
              play.repository().resolve("src/app.txt"),
              play.repository().resolve(".tercet/settings.json"),
              play.repository().resolve(".tercet/workflows/big.md"))) {
        editor.open(file, big);
        for (String what :
            List.of("diagnostic", "codeLens", "documentSymbol", "foldingRange", "documentLink")) {
          assertThat(editor.exchange("textDocument/" + what, Editor.about(file)).has("result"))
              .as(what + " of " + file)
              .isTrue();
        }
        assertThat(editor.exchange("textDocument/hover", Editor.at(file, 400_000, 3)).has("result"))
            .isTrue();
        editor.tell("textDocument/didClose", Editor.about(file));
      }
    }
  }

  private static void agreeOn(Editor editor, Playground play, String encoding) {
    JsonObject hello =
        editor.initialize(
            play.repository(),
            "{\"general\":{\"positionEncodings\":[\"utf-7\",\"%s\"]}}".formatted(encoding));
    assertThat(hello.getAsJsonObject("capabilities").get("positionEncoding").getAsString())
        .isEqualTo(encoding);
  }

  /** What the server says of a text, but for its name. */
  private static List<String> seen(Editor editor, Path file) {
    List<String> seen = new ArrayList<>();
    for (String what : List.of("documentSymbol", "foldingRange", "diagnostic")) {
      JsonElement said = editor.ask("textDocument/" + what, Editor.about(file));
      seen.add(said.toString().replace(Editor.uri(file), "URI"));
    }
    return seen;
  }

  /** Not within a character, nor within a line end. */
  private static int boundary(String text, int offset) {
    boolean within =
        offset > 0
            && offset < text.length()
            && (Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset))
                || (text.charAt(offset - 1) == '\r' && text.charAt(offset) == '\n'));
    return within ? offset + 1 : offset;
  }

  /** Line and column, counted in the plainest way. */
  private static int[] place(String text, int offset, String encoding) {
    int line = 0;
    int start = 0;
    for (int at = 0; at < offset; at++) {
      boolean lf = text.charAt(at) == '\n';
      boolean cr =
          text.charAt(at) == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n');
      if (lf || cr) {
        line++;
        start = at + 1;
      }
    }
    String before = text.substring(start, offset);
    int column =
        switch (encoding) {
          case "utf-8" -> before.getBytes(StandardCharsets.UTF_8).length;
          case "utf-16" -> before.length();
          default -> before.codePointCount(0, before.length());
        };
    return new int[] {line, column};
  }
}
