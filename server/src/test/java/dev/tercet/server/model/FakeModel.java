package dev.tercet.server.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;

/** A provider on this machine that speaks all four APIs and says what the test wants. */
public final class FakeModel implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MockWebServer server = new MockWebServer();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** What decides on the answer. */
  public interface Mind {
    Answer answer(Asked asked);
  }

  /**
   * A request.
   *
   * @param count how many there were, this one included
   */
  public record Asked(
      int count, Api api, String target, Map<String, List<String>> headers, JsonNode body) {

    /** Whether a text stands anywhere in the body. */
    public boolean says(String text) {
      return body.toString().contains(text);
    }

    /** How many results of tools the conversation has. */
    public int results() {
      String word =
          switch (api) {
            case ANTHROPIC -> "\"tool_result\"";
            case OPENAI_RESPONSES -> "\"function_call_output\"";
            case OPENAI_CHAT -> "\"role\":\"tool\"";
            case GEMINI -> "\"functionResponse\"";
          };
      return body.toString().split(word, -1).length - 1;
    }

    public @Nullable String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : values.getFirst();
    }
  }

  /** A call of a tool. */
  public record ToolCall(String name, String arguments) {}

  /** What comes back. */
  public sealed interface Answer {}

  /** An answer in the API's own stream, in HTTP chunks of so many bytes. */
  public record Says(String thought, String text, List<ToolCall> calls, int chunk)
      implements Answer {}

  /** Something else than an answer. */
  public record Http(int status, Map<String, String> headers, String body) implements Answer {}

  /** The first part of an answer, and then the connection is gone. */
  public record Cut(String text) implements Answer {}

  /** The first part of an answer, and then nothing. */
  public record Hang(String text) implements Answer {}

  /** Any stream. */
  public record Raw(String events) implements Answer {}

  public static Says says(String text, ToolCall... calls) {
    return new Says("", text, List.of(calls), 65_536);
  }

  public static ToolCall call(String name, String... pairs) {
    ObjectNode arguments = JSON.createObjectNode();
    for (int at = 0; at < pairs.length; at += 2) {
      arguments.put(pairs[at], pairs[at + 1]);
    }
    return new ToolCall(name, arguments.toString());
  }

  public static Http error(int status, String message) {
    return new Http(
        status,
        Map.of("Content-Type", "application/json"),
        "{\"error\":{\"type\":\"x\",\"message\":\"" + message + "\"}}");
  }

  public FakeModel(Mind mind) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return respond(request, mind);
          }
        });
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The base URL of an API. */
  public String url(Api api) {
    String root = "http://127.0.0.1:" + server.getPort();
    return switch (api) {
      case ANTHROPIC, GEMINI -> root;
      case OPENAI_RESPONSES, OPENAI_CHAT -> root + "/v1";
    };
  }

  public Endpoint endpoint(Api api, @Nullable String keyVariable) {
    return new Endpoint("fake", api, url(api), keyVariable);
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  private synchronized Asked note(RecordedRequest request) {
    try {
      Asked one =
          new Asked(
              asked.size() + 1,
              api(request.getTarget()),
              request.getTarget(),
              request.getHeaders().toMultimap(),
              JSON.readTree(request.getBody().utf8()));
      asked.add(one);
      return one;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Api api(String target) {
    return target.endsWith("/v1/messages")
        ? Api.ANTHROPIC
        : target.endsWith("/responses")
            ? Api.OPENAI_RESPONSES
            : target.endsWith("/chat/completions") ? Api.OPENAI_CHAT : Api.GEMINI;
  }

  private MockResponse respond(RecordedRequest request, Mind mind) {
    Asked now = note(request);
    return switch (mind.answer(now)) {
      case Says says -> stream(events(now, says), says.chunk()).build();
      case Raw raw -> stream(raw.events(), 65_536).build();
      case Cut cut -> half(begun(now, cut.text()), new SocketEffect.CloseSocket());
      case Hang hang -> half(begun(now, hang.text()), SocketEffect.Stall.INSTANCE);
      case Http http -> http(http);
    };
  }

  private static MockResponse http(Http http) {
    MockResponse.Builder response =
        new MockResponse.Builder().code(http.status()).body(http.body());
    http.headers().forEach(response::setHeader);
    return response.build();
  }

  private static MockResponse.Builder stream(String events, int chunk) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", "text/event-stream")
        .chunkedBody(events, chunk);
  }

  /** Sends the events, and then something happens instead of as much again. */
  private static MockResponse half(String events, SocketEffect then) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", "text/event-stream")
        .body(events + " ".repeat(events.length()))
        .onResponseBody(then)
        .build();
  }

  /** The beginning of an answer, up to where it broke off. */
  private static String begun(Asked now, String text) {
    String whole = events(now, new Says("", text, List.of(), 0));
    int end = text.isEmpty() ? 0 : whole.lastIndexOf(halves(text).getLast());
    return whole.substring(0, whole.indexOf("\n\n", end) + 2);
  }

  private static String events(Asked now, Says says) {
    return switch (now.api()) {
      case ANTHROPIC -> anthropic(now, says);
      case OPENAI_RESPONSES -> responses(now, says);
      case OPENAI_CHAT -> chat(now, says);
      case GEMINI -> gemini(says);
    };
  }

  private static String event(JsonNode data) {
    String type = data.path("type").asText("");
    return (type.isEmpty() ? "" : "event: " + type + "\n") + "data: " + data + "\n\n";
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In two pieces, or in more where it is long. */
  private static List<String> halves(String text) {
    int length = Math.clamp((text.length() + 1) / 2, 1, 100_000);
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at == 0 || at < text.length(); at += length) {
      pieces.add(text.substring(at, Math.min(text.length(), at + length)));
    }
    return pieces;
  }

  private static String anthropic(Asked now, Says says) {
    StringBuilder out = new StringBuilder();
    out.append(
        event(
            json(
                "{'type':'message_start','message':{'id':'m','usage':{'input_tokens':100,"
                    + "'cache_read_input_tokens':30,'cache_creation_input_tokens':20,'output_tokens':1}}}")));
    out.append(event(json("{'type':'ping'}")));
    int index = 0;
    if (!says.thought().isEmpty()) {
      out.append(block(index, json("{'type':'thinking','thinking':'','signature':''}")));
      out.append(delta(index, json("{'type':'thinking_delta'}").put("thinking", says.thought())));
      out.append(delta(index, json("{'type':'signature_delta','signature':'signed'}")));
      out.append(stop(index++));
    }
    if (!says.text().isEmpty()) {
      out.append(block(index, json("{'type':'text','text':''}")));
      for (String half : halves(says.text())) {
        out.append(delta(index, json("{'type':'text_delta'}").put("text", half)));
      }
      out.append(stop(index++));
    }
    for (ToolCall call : says.calls()) {
      String id = "toolu_" + now.count() + "_" + index;
      out.append(
          block(
              index,
              json("{'type':'tool_use','input':{}}").put("id", id).put("name", call.name())));
      for (String half : halves(call.arguments())) {
        out.append(delta(index, json("{'type':'input_json_delta'}").put("partial_json", half)));
      }
      out.append(stop(index++));
    }
    ObjectNode end = json("{'type':'message_delta','delta':{},'usage':{'output_tokens':7}}");
    ((ObjectNode) end.path("delta"))
        .put("stop_reason", says.calls().isEmpty() ? "end_turn" : "tool_use");
    return out.append(event(end)).append(event(json("{'type':'message_stop'}"))).toString();
  }

  private static String block(int index, ObjectNode block) {
    return event(
        json("{'type':'content_block_start'}").put("index", index).set("content_block", block));
  }

  private static String delta(int index, ObjectNode delta) {
    return event(json("{'type':'content_block_delta'}").put("index", index).set("delta", delta));
  }

  private static String stop(int index) {
    return event(json("{'type':'content_block_stop'}").put("index", index));
  }

  private static String responses(Asked now, Says says) {
    StringBuilder out = new StringBuilder(event(json("{'type':'response.created','response':{}}")));
    int index = 0;
    if (!says.thought().isEmpty()) {
      out.append(
          event(
              json("{'type':'response.reasoning_summary_text.delta'}")
                  .put("delta", says.thought())));
      ObjectNode item =
          json("{'type':'reasoning','id':'rs','summary':[],'encrypted_content':'signed'}");
      out.append(item(index++, item));
    }
    if (!says.text().isEmpty()) {
      for (String half : halves(says.text())) {
        out.append(event(json("{'type':'response.output_text.delta'}").put("delta", half)));
      }
      ObjectNode item =
          json("{'type':'message','role':'assistant','content':[{'type':'output_text'}]}");
      ((ObjectNode) item.path("content").path(0)).put("text", says.text());
      out.append(item(index++, item));
    }
    for (ToolCall call : says.calls()) {
      out.append(
          item(
              index,
              json("{'type':'function_call'}")
                  .put("call_id", "call_" + now.count() + "_" + index)
                  .put("name", call.name())
                  .put("arguments", call.arguments())));
      index++;
    }
    return out.append(
            event(
                json(
                    "{'type':'response.completed','response':{'usage':{'input_tokens':150,"
                        + "'input_tokens_details':{'cached_tokens':50},'output_tokens':7}}}")))
        .toString();
  }

  private static String item(int index, ObjectNode item) {
    return event(
        json("{'type':'response.output_item.done'}").put("output_index", index).set("item", item));
  }

  private static String chat(Asked now, Says says) {
    List<ObjectNode> deltas = new ArrayList<>();
    deltas.add(json("{'role':'assistant','content':''}"));
    if (!says.thought().isEmpty()) {
      deltas.add(JSON.createObjectNode().put("reasoning_content", says.thought()));
    }
    for (String half : halves(says.text())) {
      deltas.add(JSON.createObjectNode().put("content", half));
    }
    int index = 0;
    for (ToolCall call : says.calls()) {
      List<String> halves = halves(call.arguments());
      deltas.add(tool(index, "call_" + now.count() + "_" + index, call.name(), halves.getFirst()));
      if (halves.size() > 1) {
        deltas.add(tool(index, null, null, halves.getLast()));
      }
      index++;
    }
    StringBuilder out = new StringBuilder();
    for (ObjectNode delta : deltas) {
      out.append(event(choice(delta, null)));
    }
    out.append(event(choice(JSON.createObjectNode(), index == 0 ? "stop" : "tool_calls")));
    out.append(
        event(
            json(
                "{'choices':[],'usage':{'prompt_tokens':150,'completion_tokens':7,"
                    + "'prompt_tokens_details':{'cached_tokens':50}}}")));
    return out.append("data: [DONE]\n\n").toString();
  }

  private static ObjectNode tool(
      int index, @Nullable String id, @Nullable String name, String arguments) {
    ObjectNode delta = JSON.createObjectNode();
    ObjectNode call = delta.putArray("tool_calls").addObject().put("index", index);
    if (id != null) {
      call.put("id", id).put("type", "function");
    }
    ObjectNode function = call.putObject("function").put("arguments", arguments);
    if (name != null) {
      function.put("name", name);
    }
    return delta;
  }

  private static ObjectNode choice(ObjectNode delta, @Nullable String reason) {
    ObjectNode chunk = json("{'object':'chat.completion.chunk'}");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", reason);
    return chunk;
  }

  private static String gemini(Says says) {
    StringBuilder out = new StringBuilder();
    if (!says.thought().isEmpty()) {
      out.append(part(json("{'thought':true}").put("text", says.thought()), null));
    }
    for (String half : halves(says.text())) {
      out.append(part(JSON.createObjectNode().put("text", half), null));
    }
    for (ToolCall call : says.calls()) {
      ObjectNode part = json("{'thoughtSignature':'signed','functionCall':{}}");
      JsonNode arguments;
      try {
        arguments = JSON.readTree(call.arguments());
      } catch (IOException broken) {
        arguments = JSON.createObjectNode();
      }
      ((ObjectNode) part.path("functionCall")).put("name", call.name()).set("args", arguments);
      out.append(part(part, null));
    }
    return out.append(part(JSON.createObjectNode().put("text", ""), "STOP")).toString();
  }

  private static String part(ObjectNode part, @Nullable String reason) {
    ObjectNode chunk =
        json(
            "{'usageMetadata':{'promptTokenCount':150,'cachedContentTokenCount':50,"
                + "'candidatesTokenCount':5,'thoughtsTokenCount':2}}");
    ObjectNode candidate = chunk.putArray("candidates").addObject();
    ArrayNode parts = candidate.putObject("content").put("role", "model").putArray("parts");
    parts.add(part);
    if (reason != null) {
      candidate.put("finishReason", reason);
    }
    return event(chunk);
  }

  @Override
  public void close() {
    server.close();
  }
}
