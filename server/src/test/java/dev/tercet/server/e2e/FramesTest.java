package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
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
      assertThat(editor.ask("tercet/server/status", Map.of()).isJsonObject()).isTrue();
    }
  }

  @Test
  void a_hundred_thousand_frames_of_nonsense_are_each_answered_as_they_should_be() {
    try (Playground play = Playground.open(temp);
        Editor editor = play.newEditor()) {
      editor.initialize(play.repository(), "{}");
      Random random = new Random(20_261_122);
      Map<String, Integer> expected = new java.util.LinkedHashMap<>();
      for (int number = 0; number < FUZZED; number++) {
        send(editor, random, number, expected);
      }
      assertThat(editor.ask("tercet/server/status", Map.of()).isJsonObject()).isTrue();
      expected.forEach(
          (id, code) ->
              assertThat(codeOf(editor.answered(new JsonPrimitive(id)))).as(id).isEqualTo(code));
    }
  }

  private static void send(
      Editor editor, Random random, int number, Map<String, Integer> expected) {
    String id = "f" + number;
    String junk = junk(random);
    String request = "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":";
    switch (random.nextInt(9)) {
      case 0 -> {
        editor.raw(request + "\"x/" + random.nextInt() + "\",\"params\":" + junk + "}");
        expected.put(id, NO_METHOD);
      }
      case 1 -> {
        editor.raw(request + "\"tercet/task/show\",\"params\":{\"task\":{\"no\":" + junk + "}}}");
        expected.put(id, BAD_PARAMS);
      }
      case 2 -> {
        editor.raw(request + "\"textDocument/codeLens\",\"params\":{\"x\":" + junk + "}}");
        expected.put(id, BAD_PARAMS);
      }
      case 3 -> editor.raw("{\"jsonrpc\":\"2.0\",\"method\":\"y/z\",\"params\":" + junk + "}");
      case 4 -> editor.raw("{\"jsonrpc\":\"2.0\",\"id\":\"zzz\",\"result\":" + junk + "}");
      case 5 -> editor.raw(text(random));
      case 6 -> editor.raw(junk);
      case 7 ->
          editor.raw(
              "{\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":" + junk + "}}");
      default -> {
        editor.raw(request + "\"tercet/decision/list\",\"params\":{\"task\":[" + junk + "]}}");
        expected.put(id, BAD_PARAMS);
      }
    }
  }

  /** Some JSON. */
  private static String junk(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> "null";
      case 1 -> String.valueOf(random.nextInt());
      case 2 -> "\"" + Integer.toString(random.nextInt(), 36) + "\"";
      case 3 -> "[1,[2,[3]]]";
      case 4 -> "{\"uri\":" + random.nextInt() + "}";
      case 5 -> "true";
      default -> "1e99";
    };
  }

  /** No JSON, mostly. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(40); length > 0; length--) {
      text.append((char) (' ' + random.nextInt(400)));
    }
    return text.toString();
  }

  private static int codeOf(JsonObject answer) {
    return answer.has("error") ? answer.getAsJsonObject("error").get("code").getAsInt() : 0;
  }
}
