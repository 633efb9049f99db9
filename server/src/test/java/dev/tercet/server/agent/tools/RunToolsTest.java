package dev.tercet.server.agent.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tercet.server.agent.AgentQuestion;
import dev.tercet.server.review.Claim;
import dev.tercet.server.review.Severity;
import dev.tercet.server.workflow.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Speaks to the tools as a host does: by the program that it is told to start. */
class RunToolsTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path home;
  private final Hearing heard = new Hearing();

  /** Keeps what was said. */
  private static final class Hearing implements ToolHearer {
    private final List<AgentQuestion> questions = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private int done;
    private boolean wanted = true;

    @Override
    public boolean asked(AgentQuestion question) {
      questions.add(question);
      return wanted;
    }

    @Override
    public void found(Claim claim) {
      claims.add(claim);
    }

    @Override
    public void itemDone() {
      done++;
    }
  }

  /** A host with the server's process. */
  private static final class Host implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private int lastId;

    Host(RunTools tools) throws IOException {
      process =
          new ProcessBuilder(tools.server().command())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      answers = process.inputReader(StandardCharsets.UTF_8);
      JsonNode greeting =
          ask(
              "initialize",
              "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}");
      assertThat(greeting.path("result").path("serverInfo").path("name").asText())
          .isEqualTo("tercet-run");
    }

    JsonNode ask(String method, String params) throws IOException {
      String request =
          "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}\n"
              .formatted(++lastId, method, params);
      process.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      return JSON.readTree(answers.readLine());
    }

    JsonNode call(String tool, String arguments) throws IOException {
      return ask("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
    }

    List<String> tools() throws IOException {
      return StreamSupport.stream(
              ask("tools/list", "{}").path("result").path("tools").spliterator(), false)
          .map(tool -> tool.path("name").asText())
          .toList();
    }

    @Override
    public void close() throws IOException {
      process.getOutputStream().close();
      try {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private RunTools open(Role role) {
    return RunTools.open(home, role, heard, InstantSource.system());
  }

  private static String text(JsonNode answer) {
    return answer.path("result").path("content").path(0).path("text").asText();
  }

  @Test
  void a_question_is_recorded_and_the_agent_told_to_end_its_turn() throws Exception {
    try (RunTools tools = open(Role.BUILD);
        Host host = new Host(tools)) {
      JsonNode answer =
          host.call("ask_human", "{\"question\":\" Keep them? \",\"options\":[\"Yes\",\"No\"]}");
      assertThat(text(answer)).contains("Recorded").contains("End your turn now");
      assertThat(heard.questions)
          .containsExactly(new AgentQuestion("Keep them?", List.of("Yes", "No")));
      assertThat(text(host.call("item_done", "{}"))).startsWith("Noted");
      assertThat(heard.done).isEqualTo(1);
      JsonNode empty = host.call("ask_human", "{\"question\":\" \"}");
      assertThat(empty.path("result").path("isError").asBoolean()).isTrue();
      assertThat(text(host.call("ask_human", "{}"))).contains("question");
      heard.wanted = false;
      assertThat(text(host.call("ask_human", "{\"question\":\"Still there?\"}")))
          .isEqualTo("This run is not wanted any more: end your turn.");
      for (int i = 0; i < 10; i++) {
        host.call("ask_human", "{\"question\":\"And now?\"}");
      }
      assertThat(heard.questions).hasSize(10);
    }
  }

  @Test
  void a_reviewer_reports_what_is_kept_also_where_it_is_malformed() throws Exception {
    try (RunTools tools = open(Role.REVIEW);
        Host host = new Host(tools)) {
      String finding =
          "{\"severity\":\"minor\",\"claim\":\"It leaks\",\"file\":\"a.c\",\"startLine\":3,\"endLine\":4}";
      assertThat(text(host.call("report_finding", finding))).isEqualTo("Recorded.");
      assertThat(text(host.call("report_finding", "{\"claim\":\"Odd\",\"severity\":\"awful\"}")))
          .isEqualTo(
              "Recorded, but marked: severity \"awful\" read as major. Do not report it again.");
      assertThat(heard.claims).extracting(Claim::text).containsExactly("It leaks", "Odd");
      assertThat(heard.claims)
          .extracting(Claim::severity)
          .containsExactly(Severity.MINOR, Severity.MAJOR);
    }
  }

  @Test
  void each_role_has_its_tools_and_nobody_can_decide() throws Exception {
    try (RunTools tools = open(Role.BUILD);
        Host host = new Host(tools)) {
      assertThat(host.tools()).containsExactly("ask_human", "item_done");
      for (String tool : List.of("approve", "approve_spec", "merge", "answer", "report_finding")) {
        assertThat(host.call(tool, "{}").path("error").path("message").asText())
            .isEqualTo("Unknown tool: \"" + tool + "\"");
      }
      for (String method :
          List.of("tercet/decision/approve", "tercet/task/list", "tercet/server/stop")) {
        assertThat(host.ask(method, "{}").path("error").path("code").asInt()).isEqualTo(-32601);
      }
      assertThat(host.ask("resources/list", "{}").path("result").path("resources")).isEmpty();
      assertThat(heard.questions).isEmpty();
    }
    try (RunTools tools = open(Role.PLAN);
        Host host = new Host(tools)) {
      assertThat(host.tools()).containsExactly("ask_human");
    }
    try (RunTools tools = open(Role.REVIEW);
        Host host = new Host(tools)) {
      assertThat(host.tools()).containsExactly("ask_human", "report_finding");
    }
  }

  @Test
  void the_socket_goes_with_the_run_and_fits_where_the_path_is_long() throws Exception {
    Path deep = Files.createDirectories(home.resolve("d".repeat(120)));
    RunTools tools = RunTools.open(deep, Role.BUILD, heard, InstantSource.system());
    assertThat(tools.socket()).exists();
    assertThat(tools.socket().toString().length()).isLessThanOrEqualTo(100);
    try (Host host = new Host(tools)) {
      assertThat(host.tools()).isNotEmpty();
      tools.close();
      assertThat(host.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(tools.socket()).doesNotExist();
    assertThat(tools.socket().getParent()).doesNotExist();
  }
}
