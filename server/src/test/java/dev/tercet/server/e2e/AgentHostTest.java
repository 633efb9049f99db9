package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks through an agent host: what it can do, and what stays the human's. */
@Timeout(120)
class AgentHostTest {

  private static final String FORMS = "{\"elicitation\":{\"form\":{}}}";

  @TempDir Path temp;

  @Test
  void a_ticket_becomes_a_merge_by_what_the_human_says_in_forms() {
    try (Playground play = Playground.open(temp);
        AgentHost host = AgentHost.connect(play).initialized("2025-11-25", FORMS)) {
      String script = play.script(Scripts.smooth("greeting")).toString();
      JsonNode made =
          host.call(
              "create_tasks",
              "{\"tickets\":[{\"title\":\"Greet\",\"script\":\"%s\",\"verify\":\"test -f README.md\"}]}"
                  .formatted(script));
      String task = made.path("structuredContent").path("tasks").path(0).path("id").asText();
      assertThat(task).startsWith("greet-");

      JsonNode decision = awaitDecision(host, task);
      assertThat(decision.path("asked").path("kind").asText()).isEqualTo("approval");
      assertThat(
              host.call("show_task", "{\"task\":\"%s\"}".formatted(task))
                  .path("structuredContent")
                  .path("next")
                  .asText())
          .contains("decide(task=\"" + task + "\"", "revision=" + decision.path("revision"))
          .doesNotContain("`tercet");
      decide(host, decision, "approve", true);
      decision = awaitDecision(host, task);
      assertThat(decision.path("asked").path("kind").asText()).isEqualTo("merge");
      decide(host, decision, "merge", true);
      TaskView merged =
          play.until(task, view -> view.summary().state().kind() == TaskState.Kind.MERGED);
      assertThat(merged.receipts())
          .allSatisfy(
              receipt -> assertThat(receipt.client()).isEqualTo("mcp:test-host (asked by a form)"));

      JsonNode spec =
          host.call("read_output", "{\"task\":\"%s\",\"what\":\"artifact\"}".formatted(task));
      assertThat(spec.path("structuredContent").path("text").asText()).contains("Assumptions");
      assertThat(
              host.call("read_output", "{\"task\":\"%s\",\"what\":\"diff\"}".formatted(task))
                  .path("structuredContent")
                  .path("text")
                  .asText())
          .contains("src/greeting-1.txt");
      assertThat(
              read(host, "tercet://task/" + task + "/artifact/spec.md").path("result").toString())
          .contains("Assumptions");
    }
  }

  private static JsonNode awaitDecision(AgentHost host, String task) {
    while (true) {
      JsonNode waited =
          host.call("wait_for_tasks", "{\"tasks\":[\"%s\"],\"seconds\":10}".formatted(task));
      JsonNode decision = waited.path("structuredContent").path("decisions").path(0);
      if (decision.isObject()) {
        return decision;
      }
    }
  }

  private static String arguments(JsonNode decision, String action) {
    return "{\"task\":\"%s\",\"decision\":\"%s\",\"revision\":%d,\"action\":\"%s\"}"
        .formatted(
            decision.path("task").asText(),
            decision.path("id").asText(),
            decision.path("revision").asLong(),
            action);
  }

  private static void decide(AgentHost host, JsonNode decision, String action, boolean agrees) {
    int id =
        host.send(
            "tools/call",
            "{\"name\":\"decide\",\"arguments\":%s}".formatted(arguments(decision, action)));
    JsonNode form = host.hear("elicitation/create");
    assertThat(form.path("params").path("message").asText()).contains("To be done: " + action);
    host.answer(form, "{\"action\":\"accept\",\"content\":{\"agree\":%b}}".formatted(agrees));
    JsonNode answer = host.hear();
    while (answer.path("id").asInt() != id) {
      answer = host.hear();
    }
    assertThat(answer.path("result").path("isError").asBoolean()).as("%s", answer).isFalse();
  }

  @Test
  void without_sessions_the_human_is_asked_between_two_attempts() {
    try (Playground play = Playground.open(temp);
        AgentHost host = AgentHost.connect(play)) {
      JsonNode decision = approval(play, host);
      String arguments = arguments(decision, "approve");
      JsonNode asked = host.callAlone("decide", arguments, FORMS, "").path("result");
      assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
      String state = asked.path("requestState").asText();
      String key = asked.path("inputRequests").fieldNames().next();
      String agreed =
          ",\"inputResponses\":{\"%s\":{\"action\":\"accept\",\"content\":{\"agree\":true}}}"
              .formatted(key);

      String changed = state.substring(1) + "A";
      assertThat(
              host.callAlone(
                      "decide", arguments, FORMS, agreed + ",\"requestState\":\"" + changed + "\"")
                  .path("error")
                  .path("code")
                  .asInt())
          .isEqualTo(-32602);
      assertThat(
              host.callAlone(
                      "decide",
                      arguments.replace("approve", "reject"),
                      FORMS,
                      agreed + ",\"requestState\":\"" + state + "\"")
                  .path("error")
                  .path("code")
                  .asInt())
          .isEqualTo(-32602);
      assertThat(play.show(decision.path("task").asText()).receipts()).isEmpty();

      JsonNode done =
          host.callAlone(
              "decide", arguments, FORMS, agreed + ",\"requestState\":\"" + state + "\"");
      assertThat(done.path("result").path("resultType").asText()).isEqualTo("complete");
      assertThat(play.show(decision.path("task").asText()).receipts()).hasSize(1);
    }
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

  @Test
  void nothing_is_decided_by_a_host_that_cannot_ask_nor_where_the_human_says_no() throws Exception {
    try (Playground play = Playground.open(temp);
        AgentHost host = AgentHost.connect(play)) {
      JsonNode decision = approval(play, host);
      String task = decision.path("task").asText();
      JsonNode refused =
          host.callAlone("decide", arguments(decision, "approve"), "{}", "").path("result");
      assertThat(refused.path("isError").asBoolean()).isTrue();
      assertThat(refused.path("content").path(0).path("text").asText())
          .contains("tercet show " + task);

      try (AgentHost asking = AgentHost.connect(play).initialized("2025-06-18", FORMS)) {
        decide(asking, decision, "approve", false);
      }
      try (AgentHost vanishing = AgentHost.connect(play).initialized("2025-11-25", FORMS)) {
        vanishing.send(
            "tools/call",
            "{\"name\":\"decide\",\"arguments\":%s}".formatted(arguments(decision, "approve")));
        vanishing.hear("elicitation/create");
      }
      assertThat(play.show(task).receipts()).isEmpty();
      assertThat(play.show(task).decisions()).hasSize(1);

      Files.writeString(play.home().resolve("settings.json"), "{\"mcp.decisions\": \"deny\"}");
      assertThat(host.callAlone("decide", arguments(decision, "approve"), FORMS, "").toString())
          .contains("mcp.decisions");
      Files.writeString(play.home().resolve("settings.json"), "{\"mcp.decisions\": \"allow\"}");
      assertThat(
              host.callAlone("decide", arguments(decision, "merge"), "{}", "")
                  .path("result")
                  .path("isError")
                  .asBoolean())
          .isTrue();
      JsonNode stale =
          host.callAlone(
              "decide",
              arguments(decision, "approve").replace("\"revision\":", "\"revision\":1"),
              "{}",
              "");
      assertThat(stale.path("result").path("isError").asBoolean()).isTrue();
      assertThat(
              host.callAlone("decide", arguments(decision, "approve"), "{}", "")
                  .path("result")
                  .path("isError")
                  .asBoolean())
          .isFalse();
      assertThat(play.show(task).receipts())
          .singleElement()
          .satisfies(
              receipt ->
                  assertThat(receipt.client()).isEqualTo("mcp:new-host (the host's confirmation)"));
    }
  }

  @Test
  void what_a_model_gets_wrong_is_told_so_that_it_can_mend_it() {
    try (Playground play = Playground.open(temp);
        AgentHost host = AgentHost.connect(play).initialized("2025-03-26", "{}")) {
      assertThat(wrong(host, "create_tasks", "{\"tickets\":\"Greet\"}"))
          .contains("arguments.tickets must be of type array, not the string \"Greet\"");
      assertThat(wrong(host, "create_tasks", "{\"tickets\":[{\"name\":\"x\"}]}"))
          .contains("arguments.tickets[0] lacks \"title\"", "has no \"name\"");
      assertThat(wrong(host, "show_task", "{\"task\":\"nothing\"}")).contains("list_tasks");
      assertThat(
              wrong(
                  host,
                  "decide",
                  "{\"task\":\"a\",\"decision\":\"d1\",\"revision\":1,\"action\":\"win\"}"))
          .contains("must be one of");
      assertThat(
              host.ask("tools/call", "{\"name\":\"nothing\"}").path("error").path("code").asInt())
          .isEqualTo(-32602);
      assertThat(host.ask("nothing/at/all", "{}").path("error").path("code").asInt())
          .isEqualTo(-32601);
    }
  }

  /** Whatever a model makes up, it is told what is wrong with it; nothing is a fault of ours. */
  @Test
  void texts_that_cannot_be_meant_are_tool_errors() {
    try (Playground play = Playground.open(temp);
        AgentHost host = AgentHost.connect(play).initialized("2025-11-25", FORMS)) {
      String task = play.create(play.ticket("Greet", Scripts.smooth("greeting")));
      play.asked(task, Asked.Approval.class);
      for (String text :
          List.of(
              "\\u0000",
              "../../etc/passwd",
              "--upload-pack=x",
              "\\ud800",
              "x".repeat(5_000),
              "*")) {
        wrong(host, "list_tasks", "{\"repository\":\"%s\"}".formatted(text));
        wrong(
            host,
            "create_tasks",
            "{\"tickets\":[{\"title\":\"x\"}],\"repository\":\"%s\"}".formatted(text));
        wrong(
            host,
            "create_tasks",
            "{\"tickets\":[{\"title\":\"x\",\"base\":\"%1$s\",\"target\":\"%1$s\"}]}"
                .formatted(text));
        wrong(
            host,
            "create_tasks",
            "{\"tickets\":[{\"title\":\"x\",\"workflow\":\"%1$s\"}]}".formatted(text));
        wrong(
            host,
            "create_tasks",
            "{\"tickets\":[{\"title\":\"x\",\"script\":\"%1$s\"}]}".formatted(text));
        wrong(host, "show_task", "{\"task\":\"%s\"}".formatted(text));
        wrong(host, "wait_for_tasks", "{\"tasks\":[\"%s\"]}".formatted(text));
        for (String what : List.of("artifact", "log")) {
          wrong(
              host,
              "read_output",
              "{\"task\":\"%s\",\"what\":\"%s\",\"name\":\"%s\"}".formatted(task, what, text));
        }
        JsonNode diff =
            host.ask(
                "tools/call",
                "{\"name\":\"read_output\",\"arguments\":{\"task\":\"%s\",\"what\":\"diff\",\"name\":\"%s\"}}"
                    .formatted(task, text));
        assertThat(diff.has("error")).as("%s", diff).isFalse();
        wrong(
            host,
            "decide",
            "{\"task\":\"%s\",\"decision\":\"%s\",\"revision\":1,\"action\":\"approve\"}"
                .formatted(task, text));
      }
      assertThat(play.show(task).receipts()).isEmpty();
    }
  }

  private static String wrong(AgentHost host, String tool, String arguments) {
    JsonNode answer =
        host.ask("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
    JsonNode result = answer.path("result");
    assertThat(result.path("isError").asBoolean()).as("%s: %s", arguments, answer).isTrue();
    return result.path("content").path(0).path("text").asText();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tercet://task/../../etc/passwd",
        "tercet://task/%2e%2e/%2e%2e/etc/passwd",
        "tercet://task/greet/artifact/../../../settings.json",
        "tercet://task/greet/artifact/%2e%2e%2fsettings.json",
        "tercet://task/greet/artifact/..",
        "tercet://task/greet\u0000/diff",
        "file:///etc/passwd",
        "/etc/passwd",
        ""
      })
  void a_path_that_leads_elsewhere_names_no_resource(String uri) {
    try (Playground play = Playground.open(temp);
        AgentHost host = AgentHost.connect(play).initialized("2025-11-25", "{}")) {
      assertThat(read(host, uri).path("error").path("code").asInt()).isEqualTo(-32002);
    }
  }

  private static JsonNode read(AgentHost host, String uri) {
    return host.ask(
        "resources/read", "{\"uri\":\"%s\"}".formatted(uri.replace("\u0000", "\\u0000")));
  }
}
