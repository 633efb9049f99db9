package dev.tercet.server.e2e;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Frames that no client should send, in a fixed but varied order, and what each is to be told. */
final class Nonsense {

  private static final int BROKEN = -32700;
  private static final int INVALID_REQUEST = -32600;
  private static final int NO_METHOD = -32601;
  private static final int BAD_PARAMS = -32602;
  private static final int FINE = 0;

  private final Random random;
  private final boolean lsp;
  private int number;

  /**
   * @param lsp for a connection of an editor; otherwise of a client of the task protocol alone
   */
  Nonsense(long seed, boolean lsp) {
    this.random = new Random(seed);
    this.lsp = lsp;
  }

  /**
   * What is sent, and how it has to be answered.
   *
   * @param id null where no answer with an id is to come
   * @param unreadable it is answered, but without an id
   */
  record Frame(byte[] bytes, @Nullable JsonElement id, int code, boolean unreadable) {}

  Frame next() {
    number++;
    return switch (random.nextInt(20)) {
      case 0 -> request("x/" + random.nextInt(), junk(), NO_METHOD);
      case 1 -> request("$/" + random.nextInt(), "{}", NO_METHOD);
      case 2 -> request("tercet/task/show", "{\"task\":{\"no\":" + junk() + "}}", BAD_PARAMS);
      case 3 -> request("tercet/task/show", "{\"tusk\":" + junk() + "}", BAD_PARAMS);
      case 4 -> request("tercet/decision/list", "{\"task\":[" + junk() + "]}", BAD_PARAMS);
      case 5 -> request("tercet/decision/judge", judgement("\"maybe\""), BAD_PARAMS);
      case 6 -> request("tercet/decision/judge", judgement("7"), BAD_PARAMS);
      case 7 -> broken("\"tercet/task/list\",\"params\":{\"all\":" + nest(400) + "}}");
      case 8 -> request("tercet/server/status", "{\"new\":" + junk() + "}", FINE);
      case 9 -> ofEditors("textDocument/codeLens", "{\"x\":" + junk() + "}", BAD_PARAMS);
      case 10 -> ofEditors("textDocument/hover", "{\"textDocument\":" + scalar() + "}", BAD_PARAMS);
      case 11 -> ofEditors("initialize", "{\"capabilities\":{}}", INVALID_REQUEST);
      case 12 -> ofEditors("workspace/executeCommand", "{\"command\":\"no\"}", BAD_PARAMS);
      case 13 -> silent("{\"jsonrpc\":\"2.0\",\"method\":\"y/z\",\"params\":" + junk() + "}");
      case 14 -> silent("{\"jsonrpc\":\"2.0\",\"id\":\"zzz\",\"result\":" + junk() + "}");
      case 15 -> silent("{\"method\":\"textDocument/didClose\",\"params\":{\"x\":" + junk() + "}}");
      case 16 -> broken("\"tercet/task/list\",\"params\":{" + word());
      case 17 -> unreadable(body("\"" + text()));
      case 18 ->
          unreadable(("Content-Length: " + word() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      default -> unreadable((word() + ": 5\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    };
  }

  private Frame request(String method, String params, int code) {
    String id = id();
    String json =
        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"%s\",\"params\":%s}"
            .formatted(id, method, params);
    return new Frame(body(json), JsonParser.parseString(id), code, false);
  }

  /** No JSON, but its id can be read. */
  private Frame broken(String rest) {
    String id = "\"b" + number + "\"";
    return new Frame(
        body("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":" + rest),
        JsonParser.parseString(id),
        BROKEN,
        false);
  }

  private Frame ofEditors(String method, String params, int code) {
    return request(method, params, lsp ? code : NO_METHOD);
  }

  private static Frame silent(String json) {
    return new Frame(body(json), null, FINE, false);
  }

  private static Frame unreadable(byte[] bytes) {
    return new Frame(bytes, null, FINE, true);
  }

  /** An id of any kind that JSON-RPC allows, another one each time. */
  private String id() {
    return switch (random.nextInt(6)) {
      case 0 -> String.valueOf(number);
      case 1 -> "-" + number;
      case 2 -> number + ".5";
      case 3 -> "9007199" + (100_000_000 + number);
      case 4 -> "\"\u00e4\\\" " + number + "\"";
      default -> "\"f" + number + "\"";
    };
  }

  private static String judgement(String verdict) {
    return "{\"task\":\"t\",\"clusterRevision\":1,\"judgements\":[{\"findings\":[\"f1\"],\"verdict\":"
        + verdict
        + "}]}";
  }

  /** Some JSON. */
  private String junk() {
    return switch (random.nextInt(4)) {
      case 0 -> "[1,[2,[3]]]";
      case 1 -> "{\"uri\":" + random.nextInt() + "}";
      default -> scalar();
    };
  }

  private String scalar() {
    return switch (random.nextInt(4)) {
      case 0 -> String.valueOf(random.nextInt());
      case 1 -> "\"" + Integer.toString(random.nextInt(), 36) + "\"";
      case 2 -> "true";
      default -> "1e99";
    };
  }

  /** Deeper than anybody writes. */
  private static String nest(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  /** Anything but an end of a text. */
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(40); length > 0; length--) {
      char c = (char) (' ' + random.nextInt(400));
      text.append(c == '"' ? '\'' : c);
    }
    return text.append('\\').toString();
  }

  private String word() {
    return "w" + Integer.toString(random.nextInt() & 0xffff, 36);
  }

  private static byte[] body(String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(
        ("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    frame.writeBytes(body);
    return frame.toByteArray();
  }
}
