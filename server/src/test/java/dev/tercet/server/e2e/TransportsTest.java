package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.tercet.protocol.WireGson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same scenarios by frames alone, over everything that carries frames. */
class TransportsTest {

  /** Asks once, then two reviewers find something; one finding is mended in a second pass. */
  private static final String ROUNDS =
      Scripts.plan("Write it")
              .replace("on plan\n", "on plan\n  ask Delete tokens, or keep them? | Delete | Keep\n")
          + """
          on build pass=1
            write src/app.txt "one\\ntwo\\nwrong\\nfour\\nfive\\n"
            say Done.

          on build
            write src/app.txt "one\\ntwo\\nright\\nfour\\nfive\\n"
            say Mended.

          on review pass=1 preset=reviewer-a
            find major at=src/app.txt:3 evidence="wrong" "This is wrong"

          on review
            say Nothing found.
          """;

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource
  void a_spec_is_approved_and_merged(Carrier carrier) {
    carrier.carry(
        temp,
        (play, editor) -> {
          JsonObject hello = editor.initialize(play.repository(), "{}");
          assertThat(hello.getAsJsonObject("serverInfo").get("name").getAsString())
              .isEqualTo("Tercet");
          String task = create(play, editor, Scripts.smooth("greeting"));
          untilAsked(editor, "approval");
          Path spec = artifact(editor, task, "spec.md");
          editor.open(spec, Playground.read(spec));
          assertThat(editor.press(spec, "Approve").has("result")).isTrue();
          untilAsked(editor, "merge");
          assertThat(editor.press(spec, "Merge").has("result")).isTrue();
          untilState(editor, "merged");

          assertThat(editor.ask("shutdown", null).isJsonNull()).isTrue();
          assertThat(editor.code("textDocument/hover", Editor.at(spec, 0, 0))).isEqualTo(-32600);
        });
  }

  @ParameterizedTest
  @EnumSource
  void a_question_is_answered_a_finding_pushed_back_and_what_was_mended_merged(Carrier carrier) {
    carrier.carry(
        temp,
        (play, editor) -> {
          editor.initialize(play.repository(), "{\"experimental\":{\"tercet\":{\"ask\":true}}}");
          editor.replies("tercet/ask", _ -> line("make it right"));
          String task = create(play, editor, ROUNDS);
          untilAsked(editor, "question");
          assertThat(
                  editor
                      .exchange(
                          "workspace/executeCommand",
                          Map.of("command", "tercet.answer", "arguments", List.of(task, "Keep")))
                      .has("result"))
              .isTrue();
          untilAsked(editor, "approval");
          assertThat(editor.press(artifact(editor, task, "spec.md"), "Approve").has("result"))
              .isTrue();
          untilAsked(editor, "findings");
          Path code = play.repository().resolve("src/app.txt");
          editor.open(code, Playground.read(code));
          assertThat(editor.lenses(code)).contains("Accept", "Dismiss…", "Push back…");
          assertThat(editor.press(code, "Push back…").has("result")).isTrue();
          untilAsked(editor, "merge");
          assertThat(editor.press(artifact(editor, task, "review.md"), "Merge").has("result"))
              .isTrue();
          untilState(editor, "merged");
          assertThat(Playground.read(code)).contains("right");
        });
  }

  @ParameterizedTest
  @EnumSource
  void what_is_wrong_is_answered_and_the_line_stays_open(Carrier carrier) {
    carrier.carry(
        temp,
        (play, editor) -> {
          assertThat(editor.ask("tercet/server/status", Map.of()).isJsonObject()).isTrue();
          assertThat(editor.code("textDocument/hover", Editor.at(temp, 0, 0))).isEqualTo(-32002);
          editor.initialize(play.repository(), "{}");
          editor.bytes("Content-Length: many\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          assertThat(errorOf(editor.answer(JsonNull.INSTANCE))).isEqualTo(-32600);
          editor.forget();
          editor.raw("{\"jsonrpc\":");
          assertThat(errorOf(editor.answer(JsonNull.INSTANCE))).isEqualTo(-32700);
          assertThat(editor.code("tercet/no/such", Map.of())).isEqualTo(-32601);
          assertThat(editor.code("tercet/task/show", Map.of("task", 7.5))).isNegative();
          assertThat(editor.code("tercet/task/show", Map.of())).isEqualTo(-32602);
          assertThat(editor.ask("tercet/task/list", Map.of()).toString()).contains("tasks");
        });
  }

  private static String create(Playground play, Editor editor, String script) {
    editor.ask("tercet/inbox/subscribe", Map.of());
    JsonElement ticket = WireGson.gson().toJsonTree(play.ticket("Greet the world", script));
    return editor
        .ask("tercet/task/create", ticket)
        .getAsJsonObject()
        .getAsJsonObject("summary")
        .get("id")
        .getAsString();
  }

  private static Path artifact(Editor editor, String task, String name) {
    JsonObject view = editor.ask("tercet/task/show", Map.of("task", task)).getAsJsonObject();
    return Path.of(view.get("worktree").getAsString(), ".tercet", "tasks", task, name);
  }

  private static void untilAsked(Editor editor, String kind) {
    editor.told(
        "tercet/inbox/changed", inbox -> kinds(inbox.getAsJsonArray("decisions")).contains(kind));
  }

  private static void untilState(Editor editor, String kind) {
    editor.told(
        "tercet/task/changed",
        params ->
            params
                .getAsJsonObject("summary")
                .getAsJsonObject("state")
                .get("kind")
                .getAsString()
                .equals(kind));
  }

  private static List<String> kinds(JsonArray decisions) {
    return decisions.asList().stream()
        .map(one -> one.getAsJsonObject().getAsJsonObject("asked").get("kind").getAsString())
        .toList();
  }

  private static JsonElement line(String text) {
    JsonObject answer = new JsonObject();
    answer.addProperty("value", text);
    return answer;
  }

  private static int errorOf(JsonObject answer) {
    return answer.getAsJsonObject("error").get("code").getAsInt();
  }
}
