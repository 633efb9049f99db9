package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.TaskView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host that cannot show forms sends its human to a page, and only the page's own answer counts.
 */
@Timeout(120)
class DecidingPageTest {

  private static final String PAGES = "{\"elicitation\":{\"url\":{}}}";
  private static final HttpClient BROWSER = HttpClient.newHttpClient();

  @TempDir Path temp;

  @Test
  void the_human_agrees_on_the_page_and_the_host_hears_of_it() throws Exception {
    try (Playground play = Playground.open(temp);
        AgentHost host = AgentHost.connect(play).initialized("2025-11-25", PAGES)) {
      JsonNode decision = approval(play, host);
      int id = host.send("tools/call", decide(decision, "approve"));
      JsonNode sent = host.hear("elicitation/create");
      URI page = URI.create(sent.path("params").path("url").asText());
      assertThat(sent.path("params").path("mode").asText()).isEqualTo("url");
      assertThat(page.getHost()).isEqualTo("127.0.0.1");
      assertThat(sent.path("params").path("elicitationId").asText())
          .isNotEmpty()
          .isNotIn((Object) page.getPath());

      HttpResponse<String> shown = get(page);
      assertThat(shown.statusCode()).isEqualTo(200);
      assertThat(shown.body())
          .contains("Assumptions", "approve", "answer")
          .doesNotContain("<script");
      assertThat(shown.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "frame-ancestors 'none'");
      String task = decision.path("task").asText();

      assertThat(post(page, "answer=yes", null).statusCode()).isEqualTo(403);
      assertThat(post(page, "answer=yes", "http://127.0.0.1:1").statusCode()).isEqualTo(403);
      assertThat(post(page, "answer=yes", "https://evil.example").statusCode()).isEqualTo(403);
      assertThat(post(page, "answer=perhaps", own(page)).statusCode()).isEqualTo(400);
      assertThat(get(page.resolve("/decide/" + "A".repeat(43))).statusCode()).isEqualTo(404);
      assertThat(get(page.resolve("/decide/")).statusCode()).isEqualTo(404);
      assertThat(play.show(task).receipts()).isEmpty();

      assertThat(post(page, "answer=yes", own(page)).body()).contains("Done");
      host.answer(sent, "{\"action\":\"accept\"}");
      JsonNode complete = host.hear("notifications/elicitation/complete");
      assertThat(complete.path("params").path("elicitationId"))
          .isEqualTo(sent.path("params").path("elicitationId"));
      JsonNode answer = answerTo(host, id);
      assertThat(answer.path("result").path("isError").asBoolean()).isFalse();
      assertThat(answer.path("result").path("content").path(0).path("text").asText())
          .startsWith("Done.");
      assertThat(play.show(task).receipts())
          .singleElement()
          .satisfies(
              receipt -> assertThat(receipt.client()).isEqualTo("browser (sent by mcp:test-host)"));
      assertThat(post(page, "answer=yes", own(page)).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void without_sessions_the_answer_is_found_in_the_next_attempt() throws Exception {
    try (Playground play = Playground.open(temp);
        AgentHost host = AgentHost.connect(play)) {
      JsonNode decision = approval(play, host);
      String task = decision.path("task").asText();
      String arguments = arguments(decision, "approve");
      JsonNode asked = host.callAlone("decide", arguments, PAGES, "").path("result");
      JsonNode request = asked.path("inputRequests").path("page-" + task);
      assertThat(request.path("params").path("mode").asText()).isEqualTo("url");
      assertThat(request.path("params").has("elicitationId")).isFalse();
      URI page = URI.create(request.path("params").path("url").asText());
      JsonNode again = host.callAlone("decide", arguments, PAGES, "").path("result");
      assertThat(again.path("inputRequests").path("page-" + task)).isEqualTo(request);

      assertThat(post(page, "answer=no", own(page)).body()).contains("Nothing was decided");
      String went =
          ",\"requestState\":\"%s\",\"inputResponses\":{\"page-%s\":{\"action\":\"accept\"}}"
              .formatted(asked.path("requestState").asText(), task);
      JsonNode declined = host.callAlone("decide", arguments, PAGES, went).path("result");
      assertThat(declined.path("content").path(0).path("text").asText()).contains("did not agree");
      assertThat(play.show(task).receipts()).isEmpty();
      assertThat(play.show(task).decisions()).hasSize(1);
    }
  }

  @Test
  void a_human_who_does_not_go_to_the_page_decides_nothing() throws Exception {
    try (Playground play = Playground.open(temp);
        AgentHost host = AgentHost.connect(play).initialized("2025-11-25", PAGES)) {
      JsonNode decision = approval(play, host);
      int id = host.send("tools/call", decide(decision, "approve"));
      JsonNode sent = host.hear("elicitation/create");
      host.answer(sent, "{\"action\":\"decline\"}");
      assertThat(answerTo(host, id).path("result").path("content").path(0).path("text").asText())
          .contains("did not agree");
      URI page = URI.create(sent.path("params").path("url").asText());
      assertThat(post(page, "answer=yes", own(page)).statusCode()).isEqualTo(404);
      assertThat(play.show(decision.path("task").asText()).receipts()).isEmpty();
    }
  }

  @Test
  void a_page_that_went_stale_says_so_and_decides_nothing() throws Exception {
    try (Playground play = Playground.open(temp);
        AgentHost host = AgentHost.connect(play).initialized("2025-11-25", PAGES)) {
      JsonNode decision = approval(play, host);
      String task = decision.path("task").asText();
      int id = host.send("tools/call", decide(decision, "reject", "\"text\":\"Shorter\""));
      JsonNode sent = host.hear("elicitation/create");
      URI page = URI.create(sent.path("params").path("url").asText());
      play.approve(task);
      assertThat(post(page, "answer=yes", own(page)).body()).contains("Not done");
      host.answer(sent, "{\"action\":\"accept\"}");
      assertThat(answerTo(host, id).path("result").path("isError").asBoolean()).isTrue();
      TaskView view = play.show(task);
      assertThat(view.receipts()).hasSize(1);
    }
  }

  @Test
  void a_process_of_a_run_cannot_answer_on_a_page() throws Exception {
    try (Playground play = Playground.open(temp);
        AgentHost host = AgentHost.connect(play).initialized("2025-11-25", PAGES)) {
      JsonNode decision = approval(play, host);
      host.send("tools/call", decide(decision, "approve"));
      URI page = URI.create(host.hear("elicitation/create").path("params").path("url").asText());
      String said = postOf(page, "tercet-test.r1");
      String task = decision.path("task").asText();
      if (Files.exists(Path.of("/proc/self/environ"))) {
        assertThat(said).startsWith("HTTP/1.1 403").contains("agents cannot decide");
        assertThat(play.show(task).receipts()).isEmpty();
        assertThat(postOf(page, "")).startsWith("HTTP/1.1 200");
        assertThat(play.show(task).receipts()).hasSize(1);
      } else {
        // Where the system does not tell who calls, it is not refused but written down.
        assertThat(play.show(task).receipts().getFirst().client()).contains("browser");
      }
    }
  }

  /** What a shell of a run gets that plays a browser. */
  private static String postOf(URI page, String run) throws IOException {
    String script =
        """
        exec 3<>/dev/tcp/127.0.0.1/%1$d
        printf 'POST %2$s HTTP/1.1\\r\\nHost: 127.0.0.1:%1$d\\r\\nOrigin: http://127.0.0.1:%1$d\\r\\n' >&3
        printf 'Content-Length: 10\\r\\nConnection: close\\r\\n\\r\\nanswer=yes' >&3
        cat <&3
        """
            .formatted(page.getPort(), page.getPath());
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
    if (run.isEmpty()) {
      shell.environment().remove("TERCET_RUN");
    } else {
      shell.environment().put("TERCET_RUN", run);
    }
    return new String(shell.start().getInputStream().readAllBytes());
  }

  private static JsonNode approval(Playground play, AgentHost host) {
    String task = play.create(play.ticket("Greet", Scripts.smooth("greeting")));
    play.asked(task, Asked.Approval.class);
    return host.callAlone("show_task", "{\"task\":\"%s\"}".formatted(task), "{}", "")
        .path("result")
        .path("structuredContent")
        .path("decisions")
        .path(0);
  }

  private static String decide(JsonNode decision, String action, String... more) {
    String arguments = arguments(decision, action);
    for (String member : more) {
      arguments = arguments.substring(0, arguments.length() - 1) + "," + member + "}";
    }
    return "{\"name\":\"decide\",\"arguments\":%s}".formatted(arguments);
  }

  private static String arguments(JsonNode decision, String action) {
    return "{\"task\":\"%s\",\"decision\":\"%s\",\"revision\":%d,\"action\":\"%s\"}"
        .formatted(
            decision.path("task").asText(),
            decision.path("id").asText(),
            decision.path("revision").asLong(),
            action);
  }

  private static JsonNode answerTo(AgentHost host, int id) {
    JsonNode answer = host.hear();
    while (answer.path("id").asInt() != id || answer.has("method")) {
      answer = host.hear();
    }
    return answer;
  }

  private static String own(URI page) {
    return "http://" + page.getAuthority();
  }

  private static HttpResponse<String> get(URI page) throws IOException, InterruptedException {
    return BROWSER.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(URI page, String answer, String origin)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(page).POST(HttpRequest.BodyPublishers.ofString(answer));
    if (origin != null) {
      request.header("Origin", origin);
    }
    return BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
