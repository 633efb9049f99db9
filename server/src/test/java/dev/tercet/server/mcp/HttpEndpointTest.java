package dev.tercet.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.door.http.HttpLimits;
import dev.tercet.server.door.http.HttpServer;
import dev.tercet.server.mcp.fixtures.Fixtures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoint over HTTP, and what is thrown at it. */
@Timeout(60)
class HttpEndpointTest {

  private static final String META =
      """
      "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
      "io.modelcontextprotocol/clientCapabilities":{}}\
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;
  private HttpFace face;

  @BeforeEach
  void start() throws IOException {
    face = new HttpFace(new McpServer(new Fixtures(), InstantSource.system()));
    server =
        HttpServer.start(
            new HttpServer.Offer(
                0,
                "secret",
                HttpLimits.DEFAULT,
                Map.of("/mcp", face::serve),
                () -> "",
                HttpServer.Peers.UNKNOWN));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/mcp"))
        .header("Authorization", "Bearer secret")
        .header("Accept", "application/json, text/event-stream");
  }

  private HttpResponse<String> post(String body, String... headers) throws Exception {
    HttpRequest.Builder request = request().POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String call(String id, String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
        .formatted(id, tool, arguments);
  }

  private String session(String revision) throws Exception {
    HttpResponse<String> opened =
        post(
            """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"%s",
            "capabilities":{"elicitation":{}},"clientInfo":{"name":"test","version":"1"}}}\
            """
                .formatted(revision));
    return opened.headers().firstValue("Mcp-Session-Id").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2026-07-28 | tools/call | echo     | {"name":"echo",%s}              | 200 |
          2026-07-28 | tools/list |          | {"name":"echo",%s}              | 400 | -32020
          2026-07-28 | tools/call | other    | {"name":"echo",%s}              | 400 | -32020
          2026-07-28 | tools/call |          | {"name":"echo",%s}              | 400 | -32020
          2025-11-25 | tools/call | echo     | {"name":"echo",%s}              | 400 | -32020
          2026-07-28 | tools/call | echo     | {"name":"echo"}                 | 400 | -32602
          2026-07-28 | tools/call | echo     | {"name":"echo","_meta":[1]}     | 400 | -32602
          2026-07-28 | tools/call | echo     | {"name":"echo","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}} | 400 | -32602
          1999-01-01 | tools/call | echo     | {"name":"echo","_meta":{"io.modelcontextprotocol/protocolVersion":"1999-01-01"}} | 400 | -32022
          2026-07-28 | nothing/at | echo     | {"name":"echo",%s}              | 400 | -32020
          """)
  void headers_and_meta_have_to_be_there_and_to_agree(
      String version, String method, String name, String params, int status, Integer code)
      throws Exception {
    List<String> headers =
        new ArrayList<>(List.of("MCP-Protocol-Version", version, "Mcp-Method", method));
    if (name != null) {
      headers.addAll(List.of("Mcp-Name", name));
    }
    HttpResponse<String> answer =
        post(
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":%s}"
                .formatted(params.replace("%s", META)),
            headers.toArray(String[]::new));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode json = Json.parse(answer.body());
    assertThat(json.path("id").asInt()).isEqualTo(7);
    if (code != null) {
      assertThat(json.path("error").path("code").asInt()).as(answer.body()).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Host          | evil.example          | 403
          Host          | 127.0.0.1.evil.example | 403
          Origin        | https://evil.example  | 403
          Origin        | null                  | 403
          Authorization | Bearer other          | 401
          Authorization | secret                | 401
          """)
  void who_comes_from_elsewhere_or_lacks_the_token_is_turned_away(
      String header, String value, int status) throws Exception {
    try (Raw raw = new Raw(server.port())) {
      raw.say(
          "POST /mcp HTTP/1.1",
          header.equals("Host") ? "Host: " + value : "Host: 127.0.0.1",
          header.equals("Authorization")
              ? "Authorization: " + value
              : "Authorization: Bearer secret",
          header.equals("Origin") ? "Origin: " + value : "X: y",
          "Content-Length: 0");
      assertThat(raw.line()).contains(" " + status + " ");
    }
  }

  @Test
  void a_body_of_100_megabytes_is_refused_and_the_endpoint_lives() throws Exception {
    try (Raw raw = new Raw(server.port())) {
      raw.say(
          "POST /mcp HTTP/1.1",
          "Host: 127.0.0.1",
          "Authorization: Bearer secret",
          "Content-Length: " + (100 << 20));
      assertThat(raw.line()).contains(" 413 ");
    }
    long before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    try (Raw raw = new Raw(server.port())) {
      raw.say(
          "POST /mcp HTTP/1.1",
          "Host: 127.0.0.1",
          "Authorization: Bearer secret",
          "Transfer-Encoding: chunked");
      raw.pour(100 << 20);
    }
    assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").statusCode())
        .as("%d bytes before", before)
        .isEqualTo(400);
  }

  @Test
  void ids_go_back_as_they_came_however_large() throws Exception {
    String session = session("2025-11-25");
    for (String id :
        List.of("9007199254740993", "-9223372036854775809", "1e400", "1.5", "\"1\"", "0")) {
      HttpResponse<String> answer =
          post(call(id, "echo", "{\"message\":\"x\"}"), "Mcp-Session-Id", session);
      assertThat(answer.body()).as(id).contains("Echo: x");
      assertThat(answer.body().replace("E+", "e")).contains("\"id\":" + id);
    }
  }

  @Test
  void an_id_in_flight_is_refused_without_taking_its_answer() throws Exception {
    String session = session("2025-11-25");
    try (Raw first = new Raw(server.port())) {
      first.post(session, call("5", "test_elicitation", "{\"message\":\"?\"}"));
      String asked = first.event();
      assertThat(asked).contains("elicitation/create");
      HttpResponse<String> second =
          post(call("5", "echo", "{\"message\":\"x\"}"), "Mcp-Session-Id", session);
      assertThat(second.body()).contains("-32600", "\"id\":null", "under way");
      answer(session, asked);
      assertThat(first.event()).contains("\"id\":5", "action=accept");
    }
  }

  private void answer(String session, String asked) throws Exception {
    String id = Json.parse(asked).path("id").toString();
    assertThat(
            post(
                    "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"action\":\"accept\",\"content\":{}}}"
                        .formatted(id),
                    "Mcp-Session-Id",
                    session)
                .statusCode())
        .isEqualTo(202);
  }

  @Test
  void a_broken_stream_is_taken_up_where_it_was() throws Exception {
    String session = session("2025-11-25");
    String place;
    String asked;
    try (Raw broken = new Raw(server.port())) {
      broken.post(session, call("9", "test_elicitation", "{\"message\":\"?\"}"));
      place = broken.id();
      asked = broken.event();
    }
    try (Raw again = new Raw(server.port())) {
      again.get(session, place);
      assertThat(again.event()).isEqualTo(asked);
      answer(session, asked);
      assertThat(again.event()).contains("\"id\":9", "action=accept");
      place = again.lastId;
    }
    try (Raw late = new Raw(server.port())) {
      late.get(session, place.substring(0, place.indexOf('-')) + "-1");
      assertThat(late.event()).contains("\"id\":9");
    }
    for (String nowhere : List.of("99-1", "x", "-1", "1-99999999999999999999")) {
      HttpRequest request =
          request().header("Mcp-Session-Id", session).header("Last-Event-ID", nowhere).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void what_happened_while_nobody_listened_is_told_to_who_comes_back() throws Exception {
    String session = session("2025-11-25");
    String place;
    try (Raw listening = new Raw(server.port())) {
      listening.get(session, null);
      place = listening.id();
      post(call("1", "test_trigger_tool_change", "{}"), "Mcp-Session-Id", session);
      assertThat(listening.event()).contains("tools/list_changed");
    }
    post(call("2", "test_trigger_prompt_change", "{}"), "Mcp-Session-Id", session);
    try (Raw again = new Raw(server.port())) {
      again.get(session, place);
      assertThat(again.event()).contains("tools/list_changed");
      assertThat(again.event()).contains("prompts/list_changed");
    }
  }

  @Test
  void older_clients_are_not_sent_an_event_without_data() throws Exception {
    String session = session("2025-06-18");
    try (Raw raw = new Raw(server.port())) {
      raw.post(
          session,
          call("1", "test_tool_with_progress", "{}")
              .replace("}}}", "},\"_meta\":{\"progressToken\":1}}}"));
      assertThat(raw.event()).contains("notifications/progress");
    }
  }

  @Test
  void ten_thousand_open_streams_leave_the_others_served() throws Exception {
    String session = session("2025-11-25");
    List<Raw> open = new ArrayList<>();
    try {
      for (int i = 0; i < 10_000; i++) {
        Raw raw = new Raw(server.port());
        raw.get(session, null);
        open.add(raw);
        if (open.size() > 600) {
          open.removeFirst().close();
        }
        assertThat(server.connections()).isLessThanOrEqualTo(513);
      }
      assertThat(face.sessions()).isEqualTo(1);
    } finally {
      open.forEach(Raw::close);
    }
    while (server.connections() > 10) {
      Thread.onSpinWait();
    }
    assertThat(post(call("1", "echo", "{\"message\":\"x\"}"), "Mcp-Session-Id", session).body())
        .contains("Echo: x");
  }

  @Test
  void subscriptions_are_bounded() throws Exception {
    List<Raw> open = new ArrayList<>();
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscriptions/listen\",\"params\":{\"notifications\":{\"toolsListChanged\":true},%s}}"
            .formatted(META);
    try {
      for (int i = 0; i < 200; i++) {
        Raw raw = new Raw(server.port());
        raw.postAlone(body, "subscriptions/listen");
        assertThat(raw.event()).contains("acknowledged");
        open.add(raw);
      }
      HttpResponse<String> refused =
          post(body, "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "subscriptions/listen");
      assertThat(refused.body()).contains("200 subscriptions are open");
      open.removeFirst().close();
      while (!isAdmitted(body)) {
        Thread.onSpinWait();
      }
    } finally {
      open.forEach(Raw::close);
    }
  }

  private boolean isAdmitted(String body) throws IOException {
    try (Raw raw = new Raw(server.port())) {
      raw.postAlone(body, "subscriptions/listen");
      return raw.next().contains("acknowledged");
    }
  }

  @Test
  void a_host_that_vanishes_in_the_middle_of_a_question_leaves_its_session_usable()
      throws Exception {
    String session = session("2025-11-25");
    try (Raw vanishing = new Raw(server.port())) {
      vanishing.post(session, call("5", "test_elicitation", "{\"message\":\"?\"}"));
      assertThat(vanishing.event()).contains("elicitation/create");
    }
    assertThat(post(call("6", "echo", "{\"message\":\"x\"}"), "Mcp-Session-Id", session).body())
        .contains("Echo: x");
    HttpRequest end = request().header("Mcp-Session-Id", session).DELETE().build();
    assertThat(client.send(end, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(204);
    assertThat(post(call("7", "echo", "{}"), "Mcp-Session-Id", session).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                                      | -32700
          ``                                     | -32700
          []                                     | -32600
          [{"jsonrpc":"2.0","id":1,"method":"ping"}] | -32600
          "text"                                 | -32600
          {"jsonrpc":"1.0","id":1,"method":"ping"} | -32600
          {"jsonrpc":"2.0","id":{},"method":"ping"} | -32600
          {"jsonrpc":"2.0","id":1,"method":7}    | -32600
          {"jsonrpc":"2.0","id":1,"method":"tools/list","params":[1]} | -32602
          {"jsonrpc":"2.0","id":1,"result":{}}   | -32600
          """)
  void what_is_no_request_is_answered_with_its_code(String body, int code) throws Exception {
    HttpResponse<String> answer = post(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Json.parse(answer.body()).path("error").path("code").asInt())
        .as(answer.body())
        .isEqualTo(code);
  }

  /** A connection, byte by byte. */
  private static final class Raw implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;
    private String lastId = "";

    Raw(int port) throws IOException {
      socket = new Socket("127.0.0.1", port);
      InputStream bytes = socket.getInputStream();
      in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    void say(String... lines) throws IOException {
      send(String.join("\r\n", lines) + "\r\n\r\n");
    }

    private void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    void post(String session, String body) throws IOException {
      say(
          "POST /mcp HTTP/1.1",
          "Host: 127.0.0.1",
          "Authorization: Bearer secret",
          "Mcp-Session-Id: " + session,
          "Content-Length: " + body.length());
      send(body);
    }

    void postAlone(String body, String method) throws IOException {
      say(
          "POST /mcp HTTP/1.1",
          "Host: 127.0.0.1",
          "Authorization: Bearer secret",
          "MCP-Protocol-Version: 2026-07-28",
          "Mcp-Method: " + method,
          "Content-Length: " + body.length());
      send(body);
    }

    void get(String session, String after) throws IOException {
      try {
        say(
            "GET /mcp HTTP/1.1",
            "Host: 127.0.0.1",
            "Authorization: Bearer secret",
            "Mcp-Session-Id: " + session,
            after == null ? "X: y" : "Last-Event-ID: " + after);
      } catch (IOException closed) {
        // A connection over the limit is closed as it comes.
      }
    }

    /** A body that never ends, until the other side has had enough. */
    void pour(int bytes) {
      byte[] part = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
      try {
        OutputStream out = socket.getOutputStream();
        for (int sent = 0; sent < bytes; sent += 0x10000) {
          out.write(part);
        }
      } catch (IOException closed) {
        // As it should.
      }
    }

    String line() throws IOException {
      return String.valueOf(in.readLine());
    }

    /** The id of the first event, which has no data. */
    String id() throws IOException {
      String line = line();
      while (!line.startsWith("id: ")) {
        line = line();
      }
      lastId = line.substring(4);
      return lastId;
    }

    /** The data of the next event that has some. */
    String event() throws IOException {
      String line = line();
      while (!line.startsWith("data: {")) {
        if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        }
        if (line.equals("null")) {
          throw new AssertionError("the stream has ended");
        }
        line = line();
      }
      return line.substring(6);
    }

    /** The next JSON, of an event or a body. */
    String next() throws IOException {
      String line = line();
      while (!line.contains("{")) {
        line = line();
      }
      return line;
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException gone) {
        // There is nothing left to close.
      }
    }
  }
}
