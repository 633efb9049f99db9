package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tools that a host is offered beside the few, when the user's settings say so. */
@Timeout(120)
class MoreToolsTest {

  private static final String FORMS = "{\"elicitation\":{\"form\":{}}}";

  @TempDir Path temp;

  @Test
  void the_few_are_offered_unless_the_settings_say_all() throws Exception {
    try (Playground play = Playground.open(temp);
        AgentHost host = AgentHost.connect(play).initialized("2025-11-25", FORMS)) {
      assertThat(tools(host).keySet())
          .containsExactlyInAnyOrder(
              "create_tasks", "list_tasks", "show_task", "wait_for_tasks", "decide", "read_output");
      assertThat(
              host.ask("tools/call", "{\"name\":\"pause_task\",\"arguments\":{\"task\":\"x\"}}")
                  .path("error")
                  .path("message")
                  .asText())
          .contains("Unknown tool");

      Files.writeString(play.home().resolve("settings.json"), "{\"mcp\": {\"tools\": \"all\"}}");
      Map<String, JsonNode> all = tools(host);
      assertThat(all).hasSize(18);
      all.forEach(
          (name, tool) -> {
            boolean looks = name.matches("(list|show|read|wait)_.*");
            JsonNode annotations = tool.path("annotations");
            assertThat(annotations.path("readOnlyHint").asBoolean()).as(name).isEqualTo(looks);
            assertThat(annotations.path("destructiveHint").asBoolean())
                .as(name)
                .isEqualTo(name.matches("decide|abandon_task|undo_merge"));
            assertThat(tool.path("title").asText()).isNotEmpty();
            assertThat(tool.path("icons").path(0).path("src").asText()).startsWith("data:image/");
            assertThat(tool.path("outputSchema").path("type").asText())
                .as(name)
                .isEqualTo("object");
          });
    }
  }

  @Test
  void they_do_what_they_say_and_ask_the_human_where_work_is_given_up() throws Exception {
    try (Playground play = Playground.open(temp);
        AgentHost host = AgentHost.connect(play).initialized("2025-11-25", FORMS)) {
      Files.writeString(play.home().resolve("settings.json"), "{\"mcp\": {\"tools\": \"all\"}}");
      String task = play.create(play.ticket("Greet", Scripts.smooth("greeting")));
      play.asked(task, Asked.Approval.class);
      String named = "{\"task\":\"%s\"}".formatted(task);

      assertThat(state(host.call("pause_task", named))).isEqualTo("paused");
      assertThat(state(host.call("resume_task", named))).isEqualTo("waiting");
      assertThat(host.call("list_presets", "{}").path("structuredContent").path("presets").size())
          .isGreaterThan(2);
      assertThat(host.call("list_workflows", "{}").toString()).contains("multi-model");
      assertThat(host.call("show_workflow", "{\"name\":\"multi-model\"}").toString())
          .contains("reviewer");
      assertThat(
              host.call("show_workflow", "{\"name\":\"../../etc/passwd\"}")
                  .path("isError")
                  .asBoolean())
          .isTrue();
      assertThat(
              host.call(
                      "set_preset",
                      "{\"task\":\"%s\",\"step\":\"nothing\",\"preset\":\"builder\"}"
                          .formatted(task))
                  .path("isError")
                  .asBoolean())
          .isTrue();

      JsonNode declined = asked(host, "abandon_task", named, false);
      assertThat(declined.path("content").path(0).path("text").asText())
          .startsWith("The human did not agree; nothing was done.");
      assertThat(declined.path("structuredContent").path("next").asText())
          .startsWith("The human did not agree; nothing was done.");
      assertThat(play.show(task).summary().state().kind()).isEqualTo(TaskState.Kind.WAITING);
      assertThat(state(asked(host, "abandon_task", named, true))).isEqualTo("abandoned");
      assertThat(asked(host, "undo_merge", named, true).path("isError").asBoolean()).isTrue();
    }
  }

  private static JsonNode asked(AgentHost host, String tool, String arguments, boolean agrees) {
    int id =
        host.send("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
    host.answer(
        host.hear("elicitation/create"),
        "{\"action\":\"accept\",\"content\":{\"agree\":%b}}".formatted(agrees));
    JsonNode answer = host.hear();
    while (answer.path("id").asInt() != id || answer.has("method")) {
      answer = host.hear();
    }
    return answer.path("result");
  }

  private static String state(JsonNode result) {
    return result
        .path("structuredContent")
        .path("summary")
        .path("state")
        .path("kind")
        .asText(result.toString());
  }

  private static Map<String, JsonNode> tools(AgentHost host) {
    JsonNode list = host.ask("tools/list", "{}").path("result").path("tools");
    return StreamSupport.stream(list.spliterator(), false)
        .collect(Collectors.toMap(tool -> tool.path("name").asText(), tool -> tool));
  }
}
