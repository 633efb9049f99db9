package dev.tercet.server.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.model.Dialect.Hearing;
import dev.tercet.server.model.Dialect.StreamError;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to providers, one connection pool for all. A request is tried once: when to try
 * again is for the caller, who knows what it already did with the answer.
 *
 * <p>Redirects are not followed, because a key would go with them. How long an answer may be silent
 * is for the caller too, who takes it piece by piece. Safe for use by several threads; nothing is
 * loaded before the first request.
 */
public final class ModelClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(15);
  private static final Duration WRITE = Duration.ofSeconds(60);
  private static final Duration PING = Duration.ofSeconds(30);
  private static final int LONGEST_ERROR = 64 * 1024;
  private static final int IDLE_CONNECTIONS = 8;
  private static final MediaType JSON = MediaType.get("application/json");

  private final InstantSource clock;
  private volatile @Nullable OkHttpClient loaded;

  public ModelClient(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Loads what the first request needs, on a thread of its own; called when a request is to come
   * soon. A second call does nothing.
   */
  public void prepare() {
    if (loaded == null) {
      Thread.ofVirtual().name("model-client").start(this::client);
    }
  }

  /**
   * Sends the request and returns at once; whatever goes wrong comes out of the stream.
   *
   * @param key the key itself; null where none is needed
   */
  public ModelStream open(Endpoint endpoint, @Nullable String key, ModelRequest request) {
    HttpFailures failures =
        new HttpFailures(
            endpoint,
            request.model(),
            clock,
            text -> key == null || key.isEmpty() ? text : text.replace(key, "[key]"));
    Dialect dialect = endpoint.api().dialect();
    Request.Builder http =
        new Request.Builder()
            .url(endpoint.baseUrl() + dialect.path(request))
            .header("Accept", "text/event-stream")
            .header("User-Agent", "tercet");
    try {
      dialect.headers(key).forEach(http::header);
    } catch (IllegalArgumentException _) {
      // The exception repeats the value, which is the key.
      return new ModelStream(
          to ->
              to.fail(
                  failures.status(
                      401, "it has characters that no key has, such as a line end", none())),
          () -> {});
    }
    byte[] body = bytes(dialect, request, endpoint);
    Call call = client().newCall(http.post(RequestBody.create(body, JSON)).build());
    return new ModelStream(to -> exchange(call, dialect, failures, to), call::cancel);
  }

  private static HttpFailures.Headers none() {
    return _ -> Optional.empty();
  }

  private static byte[] bytes(Dialect dialect, ModelRequest request, Endpoint endpoint) {
    try {
      return Json.MAPPER.writeValueAsBytes(dialect.body(request, endpoint));
    } catch (IOException impossible) {
      throw new IllegalStateException("a tree of JSON can be written", impossible);
    }
  }

  private static void exchange(Call call, Dialect dialect, HttpFailures failures, ModelStream to)
      throws InterruptedException {
    try (Response response = call.execute()) {
      to.pass(new Piece.Pulse());
      if (!response.isSuccessful()) {
        to.fail(
            failures.status(
                response.code(),
                start(response),
                name -> Optional.ofNullable(response.header(name))));
        return;
      }
      String type = response.header("Content-Type", "");
      String kind = type == null ? "" : type.toLowerCase(Locale.ROOT);
      if (kind.contains("html") || kind.contains("json")) {
        to.fail(notStreamed(response, kind, failures));
        return;
      }
      stream(response.body().source(), dialect.hearing(), failures, to);
    } catch (IOException failure) {
      if (!to.isClosed()) {
        to.fail(failures.broken(failure));
      }
    }
  }

  private static ModelException notStreamed(Response response, String kind, HttpFailures failures)
      throws IOException {
    String text = start(response);
    if (kind.contains("json")) {
      JsonNode json = Json.read(text);
      if (json != null && json.hasNonNull("error")) {
        return failures.streamed(json.path("error"));
      }
      return text.isBlank()
          ? failures.incomplete("answered with nothing (" + response.code() + ")")
          : failures.protocol(
              "answered with JSON in place of a stream of events; check the agent's \"api\" and"
                  + " \"baseUrl\"");
    }
    return failures.protocol(
        "answered with a web page; check the agent's \"baseUrl\", or whether a proxy is in between");
  }

  private static String start(Response response) throws IOException {
    BufferedSource source = response.body().source();
    source.request(LONGEST_ERROR);
    return source
        .getBuffer()
        .snapshot((int) Math.min(source.getBuffer().size(), LONGEST_ERROR))
        .utf8();
  }

  private static void stream(
      BufferedSource source, Hearing hearing, HttpFailures failures, ModelStream to)
      throws IOException, InterruptedException {
    SseReader events = new SseReader(source);
    List<Piece> pieces = new ArrayList<>();
    int count = 0;
    for (String data = events.next(); data != null; data = events.next()) {
      if (data.equals("[DONE]")) {
        break;
      }
      count++;
      JsonNode event = Json.read(data);
      if (event == null || !event.isObject()) {
        to.fail(failures.incomplete("sent an event that is no JSON object"));
        return;
      }
      try {
        hearing.event(event, pieces::add);
      } catch (StreamError error) {
        to.fail(failures.streamed(error.error()));
        return;
      }
      pieces.add(new Piece.Pulse());
      for (Piece piece : pieces) {
        to.pass(piece);
      }
      pieces.clear();
    }
    if (hearing.isComplete()) {
      to.pass(new Piece.Whole(hearing.reply()));
    } else {
      to.fail(
          failures.incomplete(
              count == 0
                  ? "answered with nothing"
                  : "ended its answer in the middle, after " + count + " events"));
    }
  }

  private synchronized OkHttpClient client() {
    OkHttpClient client = loaded;
    if (client == null) {
      client =
          new OkHttpClient.Builder()
              .connectTimeout(CONNECT)
              .writeTimeout(WRITE)
              .readTimeout(Duration.ZERO)
              // So that a connection that died in silence is noticed before a provider's patience.
              .pingInterval(PING)
              .followRedirects(false)
              .followSslRedirects(false)
              .retryOnConnectionFailure(true)
              .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
              .build();
      loaded = client;
    }
    return client;
  }

  /** Closes connections that wait for another request. */
  @Override
  public void close() {
    OkHttpClient client = loaded;
    if (client != null) {
      client.connectionPool().evictAll();
    }
  }
}
