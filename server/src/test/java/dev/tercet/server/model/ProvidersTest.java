package dev.tercet.server.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tercet.server.model.FakeModel.Answer;
import dev.tercet.server.model.FakeModel.Asked;
import dev.tercet.server.model.FakeModel.Http;
import dev.tercet.server.model.FakeModel.Says;
import dev.tercet.server.model.ModelFailure.Kind;
import dev.tercet.server.workflow.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every provider's API over a real connection: what is sent, what is understood, what fails how.
 */
class ProvidersTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String KEY = "sk-secret-1234567890";
  private static final ToolDefinition TOOL =
      new ToolDefinition("read_file", "Reads.", "{\"type\":\"object\",\"properties\":{}}");

  private final ModelClient client = new ModelClient(InstantSource.fixed(NOW));
  private final List<Piece> pieces = new ArrayList<>();
  private FakeModel model;

  @AfterEach
  void close() {
    client.close();
    if (model != null) {
      model.close();
    }
  }

  private Reply ask(Api api, ModelRequest request, FakeModel.Mind mind)
      throws InterruptedException {
    model = new FakeModel(mind);
    try (ModelStream stream = client.open(model.endpoint(api, "FAKE_KEY"), KEY, request)) {
      while (true) {
        Piece piece = stream.next(Duration.ofSeconds(20));
        assertThat(piece).as("a piece in time, after %s", pieces).isNotNull();
        pieces.add(piece);
        if (piece instanceof Piece.Whole(Reply reply)) {
          return reply;
        }
      }
    }
  }

  private ModelFailure failure(Api api, Answer answer) {
    ModelException[] caught = new ModelException[1];
    assertThatThrownBy(() -> ask(api, request(List.of(new Message.User("Hi"))), _ -> answer))
        .isInstanceOfSatisfying(ModelException.class, thrown -> caught[0] = thrown);
    return caught[0].failure();
  }

  private static ModelRequest request(List<Message> messages) {
    return new ModelRequest(
        "gpt-5-test", "Be good.", messages, List.of(TOOL), 1_000, "high", "task");
  }

  /** A conversation with everything in it, as a provider has to get it back. */
  private static List<Message> conversation(Reply before) {
    return List.of(
        new Message.User("Read a and b."),
        new Message.Assistant(before.blocks()),
        new Message.Results(
            before.calls().stream()
                .map(call -> new ToolResult(call.id(), call.name(), "text of it", false))
                .toList()),
        new Message.User("And?"));
  }

  @ParameterizedTest
  @EnumSource(Api.class)
  void an_answer_is_heard_and_goes_back_as_it_came(Api api) throws Exception {
    Says says =
        new Says(
            "Let me think",
            "Grüße, I read.",
            List.of(
                FakeModel.call("read_file", "path", "a.txt"),
                FakeModel.call("read_file", "path", "ü.txt")),
            1);
    Reply reply = ask(api, request(List.of(new Message.User("Read a and b."))), _ -> says);

    assertThat(said(Piece.Text.class)).isEqualTo("Grüße, I read.");
    assertThat(said(Piece.Thought.class)).isEqualTo("Let me think");
    assertThat(reply.ending()).isEqualTo(Reply.Ending.DONE);
    assertThat(reply.blocks()).contains(new Block.Text("Grüße, I read."));
    assertThat(reply.calls())
        .extracting(Block.Call::name, Block.Call::arguments)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("read_file", "{\"path\":\"a.txt\"}"),
            org.assertj.core.groups.Tuple.tuple("read_file", "{\"path\":\"ü.txt\"}"));
    assertThat(reply.calls()).extracting(Block.Call::id).doesNotHaveDuplicates().doesNotContain("");
    assertThat(reply.usage())
        .isEqualTo(
            api == Api.ANTHROPIC
                ? new Usage(100L, 7L, 30L, 20L, null)
                : new Usage(100L, 7L, 50L, null, null));
    Asked first = model.asked().getFirst();
    assertThat(
            first.header(
                api == Api.ANTHROPIC
                    ? "x-api-key"
                    : api == Api.GEMINI ? "x-goog-api-key" : "authorization"))
        .endsWith(KEY);
    assertThat(first.says("Be good.")).isTrue();
    assertThat(first.says("high")).isTrue();
    model.close();

    ask(api, request(conversation(reply)), _ -> FakeModel.says("done"));
    Asked second = model.asked().getFirst();
    assertThat(second.results()).isEqualTo(2);
    assertThat(second.says("text of it")).isTrue();
    for (Block.Call call : reply.calls()) {
      assertThat(second.body().toString().split(call.id(), -1)).as(call.id()).hasSize(3);
    }
    // What a provider signed it gets back, but for chats, which have a field for thoughts instead.
    assertThat(
            second.says(
                api == Api.OPENAI_CHAT ? "\"reasoning_content\":\"Let me think\"" : "signed"))
        .isTrue();
  }

  private <T extends Piece> String said(Class<T> kind) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      if (kind.isInstance(piece)) {
        text.append(
            switch (piece) {
              case Piece.Text one -> one.text();
              case Piece.Thought one -> one.text();
              case Piece.Pulse _, Piece.Whole _ -> "";
            });
      }
    }
    return text.toString();
  }

  @Test
  void the_beginning_is_marked_for_anthropics_cache() throws Exception {
    Reply reply =
        ask(
            Api.ANTHROPIC,
            request(List.of(new Message.User("x"))),
            _ -> FakeModel.says("", FakeModel.call("read_file", "path", "a")));
    model.close();
    ask(Api.ANTHROPIC, request(conversation(reply)), _ -> FakeModel.says("done"));
    var body = model.asked().getFirst().body();
    assertThat(body.at("/system/0/cache_control/type").asText()).isEqualTo("ephemeral");
    assertThat(body.at("/messages/0/content/0/cache_control/type").asText()).isEqualTo("ephemeral");
    assertThat(body.at("/messages/2/role").asText()).isEqualTo("user");
    assertThat(body.at("/messages/2/content/0/type").asText()).isEqualTo("tool_result");
    assertThat(body.at("/messages/2/content/1/cache_control/type").asText()).isEqualTo("ephemeral");
    assertThat(body.toString().split("cache_control", -1)).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | model: unknown parameter | BAD_REQUEST | false | did not accept the request (400): model: unknown parameter; check the preset's \"model\" and \"options\"",
        "400 | prompt is too long: 250000 tokens | CONTEXT_TOO_LONG | false | says that the conversation is too long for it (400): prompt is too long: 250000 tokens",
        "400 | API key not valid. Please pass a valid one | AUTH | false | refused the key in FAKE_KEY (400): API key not valid. Please pass a valid one; check that it is valid and may use this model",
        "401 | bad sk-secret-1234567890 | AUTH | false | refused the key in FAKE_KEY (401): bad [key]; check that it is valid and may use this model",
        "402 | pay | RATE_LIMITED | false | says that the account has no credit (402): pay; top it up or choose another preset",
        "403 | not for you | AUTH | false | refused the key in FAKE_KEY (403): not for you; check that it is valid and may use this model",
        "404 | no such model | BAD_REQUEST | false | was not found (404): no such model; check the preset's \"model\" and the agent's \"baseUrl\"",
        "413 | large | CONTEXT_TOO_LONG | false | says that the conversation is too long for it (413): large",
        "429 | slow down | RATE_LIMITED | true | takes no more requests for now (429): slow down",
        "429 | insufficient_quota | RATE_LIMITED | false | says that the account has no credit (429): insufficient_quota; top it up or choose another preset",
        "500 | oops | OVERLOADED | true | failed on its side (500): oops",
        "503 | | OVERLOADED | true | failed on its side (503): it gave no reason",
        "529 | busy | OVERLOADED | true | is overloaded (529): busy",
      })
  void what_a_status_means_is_said(
      int status, String message, Kind kind, boolean passing, String words) {
    Answer answer =
        message == null ? new Http(status, Map.of(), "") : FakeModel.error(status, message);
    ModelFailure failure = failure(Api.OPENAI_CHAT, answer);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.passing()).isEqualTo(passing);
    assertThat(failure.words())
        .isEqualTo("fake (" + model.url(Api.OPENAI_CHAT) + ", model gpt-5-test) " + words)
        .doesNotContain(KEY);
    assertThat(failure.until()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retry-after | 30 | 2026-11-22T12:00:30Z",
        "retry-after | Sun, 22 Nov 2026 13:00:00 GMT | 2026-11-22T13:00:00Z",
        "retry-after | Sun, 22 Nov 2026 11:00:00 GMT | 2026-11-22T12:00:00Z",
        "retry-after-ms | 1500 | 2026-11-22T12:00:01.500Z",
        "retry-after | 999999999 | 2027-11-22T12:00:00Z",
        "retry-after | soon |",
      })
  void when_requests_are_taken_again_is_heard(String header, String value, Instant until) {
    assertThat(failure(Api.ANTHROPIC, new Http(429, Map.of(header, value), "")).until())
        .isEqualTo(until);
  }

  @Test
  void geminis_delay_stands_in_the_body() {
    String body =
        "[{\"error\":{\"code\":429,\"message\":\"quota\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"retryDelay\":\"34.5s\"}]}}]";
    ModelFailure failure = failure(Api.GEMINI, new Http(429, Map.of(), body));
    assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
    assertThat(failure.until()).isEqualTo(NOW.plusMillis(34_500));
  }

  @ParameterizedTest
  @EnumSource(Api.class)
  void an_answer_that_breaks_off_is_unreachable(Api api) {
    ModelFailure failure = failure(api, new FakeModel.Cut("Half"));
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure.passing()).isTrue();
    assertThat(said(Piece.Text.class)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Api.class)
  void an_answer_that_ends_too_early_is_none(Api api) {
    assertThat(failure(api, new FakeModel.Raw("data: {\"type\":\"ping\"}\n\n")).words())
        .endsWith("ended its answer in the middle, after 1 events");
    model.close();
    assertThat(failure(api, new FakeModel.Raw("")).words()).endsWith("answered with nothing");
  }

  @Test
  void an_error_in_the_middle_is_told_by_its_kind() {
    assertThat(
            failure(
                    Api.ANTHROPIC,
                    new FakeModel.Raw(
                        "data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"))
                .kind())
        .isEqualTo(Kind.OVERLOADED);
    model.close();
    assertThat(
            failure(
                    Api.OPENAI_RESPONSES,
                    new FakeModel.Raw(
                        "data: {\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"slow\"}}}\n\n"))
                .kind())
        .isEqualTo(Kind.RATE_LIMITED);
    model.close();
    assertThat(
            failure(
                    Api.OPENAI_CHAT,
                    new Http(
                        200,
                        Map.of("Content-Type", "application/json"),
                        "{\"error\":{\"code\":502,\"message\":\"upstream\"}}"))
                .kind())
        .isEqualTo(Kind.OVERLOADED);
  }

  @Test
  void a_web_page_is_no_answer() {
    Http page = new Http(200, Map.of("Content-Type", "text/html"), "<html>Log in</html>");
    assertThat(failure(Api.OPENAI_CHAT, page))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
              assertThat(failure.words())
                  .contains("answered with a web page; check the agent's \"baseUrl\"");
            });
    model.close();
    Http refusal = new Http(502, Map.of("Content-Type", "text/html"), "<html>Bad gateway</html>");
    assertThat(failure(Api.OPENAI_CHAT, refusal).words())
        .contains("(502): it answered with a web page");
  }

  @Test
  void keys_are_not_sent_on_to_another_place() {
    ModelFailure failure =
        failure(
            Api.ANTHROPIC, new Http(307, Map.of("Location", "http://127.0.0.1:1/v1/messages"), ""));
    assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure.words()).contains("http://127.0.0.1:1/v1/messages");
  }

  @Test
  void an_endless_answer_is_not_read_to_its_end() {
    assertThat(
            failure(
                Api.OPENAI_CHAT, new FakeModel.Raw("data: \"" + "x".repeat(50_000_000) + "\"\n\n")))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
              assertThat(failure.words())
                  .contains("one line of its answer is larger than 4000000 bytes");
            });
    model.close();
    assertThat(
            failure(
                    Api.OPENAI_CHAT,
                    new FakeModel.Raw((": " + "x".repeat(999_997) + "\n").repeat(50)))
                .words())
        .contains("its answer is larger than 32000000 bytes");
    model.close();
    assertThat(failure(Api.OPENAI_CHAT, new Http(500, Map.of(), "x".repeat(50_000_000))).words())
        .hasSizeLessThan(1_000);
  }

  @Test
  void nobody_there_is_said_so() throws Exception {
    model = new FakeModel(_ -> FakeModel.says("x"));
    Endpoint gone = model.endpoint(Api.OPENAI_CHAT, null);
    model.close();
    try (ModelStream stream = client.open(gone, null, request(List.of(new Message.User("Hi"))))) {
      assertThatThrownBy(() -> stream.next(Duration.ofSeconds(20)))
          .isInstanceOfSatisfying(
              ModelException.class,
              thrown -> {
                assertThat(thrown.failure().kind()).isEqualTo(Kind.UNREACHABLE);
                assertThat(thrown).hasMessageContaining("nothing listens there; start the server");
              });
    }
  }

  @Test
  void a_key_that_cannot_be_sent_is_not_shown() throws Exception {
    model = new FakeModel(_ -> FakeModel.says("x"));
    ModelRequest request = request(List.of(new Message.User("Hi")));
    try (ModelStream stream =
        client.open(model.endpoint(Api.OPENAI_CHAT, "FAKE_KEY"), "sk-ü\n1", request)) {
      assertThatThrownBy(() -> stream.next(Duration.ofSeconds(20)))
          .hasMessageContaining("refused the key in FAKE_KEY")
          .hasMessageNotContaining("sk-");
    }
  }

  @Test
  void servers_that_imitate_chats_are_understood() throws Exception {
    // No ids, the same index for both calls but told apart by id, arguments as an object, no
    // [DONE].
    String events =
        """
        data: {"choices":[{"delta":{"reasoning":"hm"}}]}

        data: {"choices":[{"delta":{"content":null,"tool_calls":[{"function":{"name":"a","arguments":{"x":1}}}]}}]}

        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"two","function":{"name":"b","arguments":"{}"}}]},"finish_reason":"stop"}]}
        """;
    Reply reply =
        ask(
            Api.OPENAI_CHAT,
            request(List.of(new Message.User("Hi"))),
            _ -> new FakeModel.Raw(events));
    assertThat(reply.calls())
        .extracting(Block.Call::name, Block.Call::arguments)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", "{\"x\":1}"),
            org.assertj.core.groups.Tuple.tuple("b", "{}"));
    assertThat(reply.blocks().getFirst()).isEqualTo(new Block.Reasoning("hm", "reasoning"));
  }

  @Test
  void windows_are_known_and_safe_where_they_are_not() {
    Endpoint remote = new Endpoint("x", Api.OPENAI_CHAT, "https://example.com/v1/", null);
    Endpoint local = new Endpoint("x", Api.OPENAI_CHAT, "http://localhost:11434/v1", null);
    assertThat(remote.baseUrl()).isEqualTo("https://example.com/v1");
    assertThat(ModelFacts.of(remote, "anthropic/claude-sonnet-4.5").window()).isEqualTo(200_000);
    assertThat(ModelFacts.of(remote, "gpt-5.1-codex").reasons()).isTrue();
    assertThat(ModelFacts.of(remote, "nobody-knows"))
        .isEqualTo(new ModelFacts(32_000, 8_192, false));
    assertThat(ModelFacts.of(local, "qwen3-coder").window()).isEqualTo(32_000);
    assertThatThrownBy(() -> new Endpoint("x", Api.GEMINI, "ftp://host", null))
        .hasMessage("the base URL of x is no http or https URL: \"ftp://host\"");
  }
}
