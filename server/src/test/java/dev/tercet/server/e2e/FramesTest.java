package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.connect.Hello.Speech;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames that no client should send are answered with the right code, and the line stays open. */
class FramesTest {

  private static final int FUZZED = 100_000;
  private static final int INVALID_REQUEST = -32600;
  private static final int NO_METHOD = -32601;
  private static final int BAD_PARAMS = -32602;
  private static final int NOT_INITIALIZED = -32002;

  /** What lsp4j says of each of them; held, because loggers are forgotten otherwise. */
  private static final Logger LSP4J = Logger.getLogger("org.eclipse.lsp4j");

  @TempDir Path temp;

  @BeforeAll
  static void quietly() {
    LSP4J.setLevel(Level.OFF); // As the daemon's Main does.
  }

  @Test
  void each_kind_of_wrong_has_its_code() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      assertThat(editor.code("textDocument/hover", Editor.at(temp, 0, 0)))
          .isEqualTo(NOT_INITIALIZED);
      assertThat(editor.ask("tercet/server/status", Map.of()).isJsonObject()).isTrue();
      editor.initialize(play.repository(), "{}");
      assertThat(editor.code("initialize", Map.of("capabilities", Map.of())))
          .isEqualTo(INVALID_REQUEST);

      assertThat(editor.code("textDocument/noSuch", Map.of())).isEqualTo(NO_METHOD);
      assertThat(editor.code("$/noSuch", Map.of())).isEqualTo(NO_METHOD);
      assertThat(editor.code("textDocument/hover", Map.of())).isEqualTo(BAD_PARAMS);
      assertThat(editor.code("textDocument/hover", null)).isEqualTo(BAD_PARAMS);
      assertThat(editor.code("textDocument/hover", Map.of("textDocument", 7)))
          .isEqualTo(BAD_PARAMS);
      assertThat(editor.code("tercet/task/show", Map.of())).isEqualTo(BAD_PARAMS);
      assertThat(editor.code("tercet/task/show", Map.of("task", Map.of()))).isEqualTo(BAD_PARAMS);
      assertThat(
              editor.code(
                  "tercet/decision/judge",
                  Map.of(
                      "task",
                      "t",
                      "clusterRevision",
                      1,
                      "judgements",
                      new Object[] {Map.of("findings", new String[] {"f1"}, "verdict", "maybe")})))
          .isEqualTo(BAD_PARAMS);
      assertThat(editor.code("workspace/executeCommand", Map.of("command", "no.such")))
          .isEqualTo(BAD_PARAMS);
      assertThat(
              editor.code(
                  "workspace/executeCommand",
                  Map.of("command", "tercet.pause", "arguments", new Object[] {1, 2, 3, 4})))
          .isEqualTo(BAD_PARAMS);
    }
  }

  @Test
  void what_is_no_message_is_refused_and_the_line_stays_open() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      editor.raw("{\"jsonrpc\":\"2.0\",\"id\":\"broken\",\"method\":\"tercet/task/show\",");
      editor.raw("nonsense");
      editor.raw("");
      editor.raw("[]");
      editor.raw("17");
      editor.bytes("Content-Length: many\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      editor.bytes("Content-Type: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      for (String id : new String[] {"0", "-3", "9007199254740991", "\"\"", "\"a b\""}) {
        editor.raw("{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"no/such\"}".formatted(id));
        assertThat(codeOf(editor.answer(com.google.gson.JsonParser.parseString(id))))
            .isEqualTo(NO_METHOD);
      }
      assertThat(editor.ask("tercet/server/status", Map.of()).isJsonObject()).isTrue();
    }
  }

  @Test
  void a_frame_that_is_too_long_is_skipped() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      int length = (64 << 20) + 1;
      editor.bytes(("Content-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      byte[] some = new byte[1 << 20];
      for (int sent = 0; sent < length; sent += some.length) {
        editor.bytes(sent + some.length <= length ? some : new byte[length - sent]);
      }
      assertThat(codeOf(editor.answer(JsonNull.INSTANCE))).isEqualTo(INVALID_REQUEST);
      assertThat(editor.ask("tercet/server/status", Map.of()).isJsonObject()).isTrue();
    }
  }

  @Test
  void a_frame_without_a_length_is_refused_and_the_next_one_found() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      for (String head :
          new String[] {
            "Content-Length: many\r\n\r\n",
            "Content-Length: -5\r\n\r\n",
            "Content-Length: 99999999999\r\n\r\n",
            "Content-Type: x\r\n\r\n",
            "x".repeat(1 << 20) + "\r\n\r\n",
          }) {
        editor.forget();
        editor.bytes(head.getBytes(StandardCharsets.US_ASCII));
        assertThat(codeOf(editor.answer(JsonNull.INSTANCE))).isEqualTo(INVALID_REQUEST);
      }
      assertThat(editor.ask("tercet/server/status", Map.of()).isJsonObject()).isTrue();
    }
  }

  @Test
  void what_comes_too_early_or_too_late_is_told_so() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.tell("textDocument/didOpen", Map.of("textDocument", Map.of("uri", "x")));
      editor.tell("initialized", Map.of());
      assertThat(editor.code("shutdown", null)).isEqualTo(NOT_INITIALIZED);
      assertThat(editor.code("workspace/executeCommand", Map.of("command", "tercet.inbox")))
          .isEqualTo(NOT_INITIALIZED);
      editor.initialize(play.repository(), "{}");
      editor.tell("$/cancelRequest", Map.of("id", "never"));
      editor.tell("window/workDoneProgress/cancel", Map.of("token", "never"));
      editor.ask("shutdown", null);
      assertThat(editor.code("shutdown", null)).isEqualTo(INVALID_REQUEST);
      assertThat(editor.code("initialize", Map.of("capabilities", Map.of())))
          .isEqualTo(INVALID_REQUEST);
      assertThat(editor.ask("tercet/server/status", Map.of()).isJsonObject()).isTrue();
    }
  }

  @Test
  void a_hundred_thousand_frames_of_nonsense_are_each_answered_as_they_should_be() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor();
        Editor client = play.newEditor(Speech.TASK)) {
      editor.initialize(play.repository(), "{}");
      fuzz(editor, new Nonsense(20_261_122, true), FUZZED * 3 / 4);
      fuzz(client, new Nonsense(4_711, false), FUZZED / 4);

      String task = play.create(play.ticket("Unharmed", Scripts.smooth("unharmed")));
      play.asked(task, Asked.Approval.class);
    }
  }

  private static void fuzz(Editor editor, Nonsense nonsense, int count) {
    Map<JsonElement, Integer> expected = new LinkedHashMap<>();
    int unreadable = 0;
    for (int number = 0; number < count; number++) {
      Nonsense.Frame frame = nonsense.next();
      editor.bytes(frame.bytes());
      unreadable += frame.unreadable() ? 1 : 0;
      if (frame.id() != null) {
        expected.put(frame.id(), frame.code());
      }
    }
    assertThat(editor.ask("tercet/server/status", Map.of()).isJsonObject()).isTrue();
    expected.forEach(
        (id, code) -> assertThat(codeOf(editor.answered(id))).as(id.toString()).isEqualTo(code));
    assertThat(editor.count(message -> message.has("id") && message.get("id").isJsonNull()))
        .as("answers to what has no id that could be read")
        .isEqualTo(unreadable);
  }

  private static int codeOf(JsonObject answer) {
    return answer.has("error") ? answer.getAsJsonObject("error").get("code").getAsInt() : 0;
  }
}
