package dev.tercet.server.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tercet.server.model.ModelFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes of an answer that is none a failure in words that a person can act on. */
final class HttpFailures {

  private static final int LONGEST_REASON = 600;

  private static final Pattern TOO_LONG =
      Pattern.compile(
          "context.?(length|window|size)|prompt is too long|too many (input )?tokens"
              + "|input token count|maximum (context|number of tokens)|input is too long"
              + "|reduce the length");
  private static final Pattern NO_CREDIT =
      Pattern.compile(
          "insufficient.?(quota|credit|balance|funds)|credit balance|out of credits"
              + "|billing|exceeded your current quota, please check your plan");
  private static final Pattern BAD_KEY =
      Pattern.compile(
          "api.?key (not valid|expired|not found)|api_key_invalid|invalid.{0,8}api.?key");
  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,9})(\\.[0-9]{1,9})?s?");

  private final Endpoint endpoint;
  private final String model;
  private final InstantSource clock;
  private final UnaryOperator<String> redact;

  /**
   * @param redact takes the key out of a text, which a provider may repeat
   */
  HttpFailures(Endpoint endpoint, String model, InstantSource clock, UnaryOperator<String> redact) {
    this.endpoint = endpoint;
    this.model = model;
    this.clock = clock;
    this.redact = redact;
  }

  /** What to ask for a header; empty where it is not there. */
  interface Headers {
    Optional<String> get(String name);
  }

  /** An answer with a status that is no success. */
  ModelException status(int status, String body, Headers headers) {
    JsonNode json = Json.read(body);
    JsonNode error = json == null ? Json.MAPPER.missingNode() : json.path("error");
    if (json != null && json.isArray()) {
      error = json.path(0).path("error");
    }
    String reason = reason(error, body);
    String all = (body + " " + reason).toLowerCase(Locale.ROOT);
    Instant until = until(headers, error);
    if (status >= 300 && status < 400) {
      return failed(
          Kind.PROTOCOL,
          "sends requests on to "
              + headers.get("Location").orElse("another place")
              + ", which is not followed because the key would go there; set \"baseUrl\" to it",
          false,
          null);
    }
    if (status == 402 || NO_CREDIT.matcher(all).find()) {
      return failed(
          Kind.RATE_LIMITED,
          "says that the account has no credit ("
              + status
              + "): "
              + reason
              + "; top it up"
              + " or choose another preset",
          false,
          until);
    }
    if (status == 401 || status == 403 || (status == 400 && BAD_KEY.matcher(all).find())) {
      return failed(Kind.AUTH, refusedKey(status, reason), false, null);
    }
    if (status == 413 || (status < 500 && status != 429 && TOO_LONG.matcher(all).find())) {
      return failed(
          Kind.CONTEXT_TOO_LONG,
          "says that the conversation is too long for it (" + status + "): " + reason,
          false,
          null);
    }
    return switch (status) {
      case 404 ->
          failed(
              Kind.BAD_REQUEST,
              "was not found (404): "
                  + reason
                  + "; check the preset's \"model\" and the agent's"
                  + " \"baseUrl\"",
              false,
              null);
      case 429 ->
          failed(Kind.RATE_LIMITED, "takes no more requests for now (429): " + reason, true, until);
      default ->
          status >= 500 || status == 408
              ? failed(
                  Kind.OVERLOADED,
                  (status == 529 ? "is overloaded" : "failed on its side")
                      + " ("
                      + status
                      + "): "
                      + reason,
                  true,
                  until)
              : failed(
                  Kind.BAD_REQUEST,
                  "did not accept the request ("
                      + status
                      + "): "
                      + reason
                      + "; check the preset's \"model\" and \"options\"",
                  false,
                  null);
    };
  }

  private String refusedKey(int status, String reason) {
    String key =
        endpoint.keyVariable() == null
            ? "wants a key, and the agent names no variable for one"
            : "refused the key in " + endpoint.keyVariable();
    return key + " (" + status + "): " + reason + "; check that it is valid and may use this model";
  }

  /** An error that came in the middle of an answer. */
  ModelException streamed(JsonNode error) {
    String type =
        error.path("type").asText("")
            + " "
            + error.path("code").asText("")
            + " "
            + error.path("status").asText("");
    String words = type.toLowerCase(Locale.ROOT);
    int status =
        words.contains("overloaded")
            ? 529
            : words.contains("rate_limit") || words.contains("resource_exhausted")
                ? 429
                : words.contains("authentication") || words.contains("permission")
                    ? 401
                    : words.contains("invalid") || words.contains("not_found")
                        ? 400
                        : error.path("code").canConvertToInt() && error.path("code").asInt() >= 400
                            ? error.path("code").asInt()
                            : 500;
    String body = Json.object().set("error", error).toString();
    return status(status, body, _ -> Optional.empty());
  }

  /** No answer at all, or one that broke off. */
  ModelException broken(IOException failure) {
    return switch (failure) {
      case SseReader.TooLarge large ->
          failed(Kind.PROTOCOL, "answered too much: " + large.getMessage(), false, null);
      case UnknownHostException _ ->
          failed(
              Kind.UNREACHABLE,
              "is not reachable: its host is not known; check the network and \"baseUrl\"",
              true,
              null);
      case ConnectException _ ->
          failed(
              Kind.UNREACHABLE,
              endpoint.isLocal()
                  ? "is not reachable: nothing listens there; start the server, or check \"baseUrl\""
                  : "is not reachable: the connection was refused; check the network and \"baseUrl\"",
              true,
              null);
      case SSLException _ ->
          failed(
              Kind.UNREACHABLE,
              "is not reachable over TLS: " + reason(failure) + "; check its certificate",
              false,
              null);
      default ->
          failed(Kind.UNREACHABLE, "broke the connection off: " + reason(failure), true, null);
    };
  }

  ModelException protocol(String what) {
    return failed(Kind.PROTOCOL, what, false, null);
  }

  /** An answer that came in part or not at all. */
  ModelException incomplete(String what) {
    return failed(Kind.UNREACHABLE, what, true, null);
  }

  private static String reason(IOException failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private ModelException failed(Kind kind, String what, boolean passing, @Nullable Instant until) {
    String words = endpoint.name() + " (" + endpoint.baseUrl() + ", model " + model + ") " + what;
    return new ModelException(new ModelFailure(kind, redact.apply(words), passing, until));
  }

  private static String reason(JsonNode error, String body) {
    String message = error.isTextual() ? error.asText() : error.path("message").asText("");
    if (!message.isBlank()) {
      return cut(message.strip());
    }
    if (body.isBlank()) {
      return "it gave no reason";
    }
    return body.stripLeading().startsWith("<")
        ? "it answered with a web page, so \"baseUrl\" may lead to something else or a proxy is in between"
        : cut(body.strip());
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + " […]";
  }

  /** When requests are taken again, as far as it was said; in at most a year. */
  private @Nullable Instant until(Headers headers, JsonNode error) {
    Instant now = clock.instant();
    Optional<Duration> wait =
        headers
            .get("retry-after-ms")
            .filter(value -> value.matches("[0-9]{1,12}"))
            .map(value -> Duration.ofMillis(Long.parseLong(value)))
            .or(() -> headers.get("retry-after").flatMap(value -> retryAfter(value, now)))
            .or(() -> retryInfo(error));
    return wait.map(
            length ->
                now.plus(
                    length.compareTo(Duration.ofDays(365)) < 0 ? length : Duration.ofDays(365)))
        .orElse(null);
  }

  /** RFC 9110, section 10.2.3: seconds or a date. */
  private static Optional<Duration> retryAfter(String value, Instant now) {
    Optional<Duration> seconds = seconds(value.strip());
    if (seconds.isPresent()) {
      return seconds;
    }
    try {
      Instant date =
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(date.isBefore(now) ? Duration.ZERO : Duration.between(now, date));
    } catch (DateTimeException _) {
      // What cannot be read says nothing.
      return Optional.empty();
    }
  }

  /** Gemini's {@code google.rpc.RetryInfo}. */
  private static Optional<Duration> retryInfo(JsonNode error) {
    for (JsonNode detail : error.path("details")) {
      Optional<Duration> delay = seconds(detail.path("retryDelay").asText(""));
      if (delay.isPresent()) {
        return delay;
      }
    }
    return Optional.empty();
  }

  private static Optional<Duration> seconds(String text) {
    Matcher matcher = SECONDS.matcher(text);
    return matcher.matches()
        ? Optional.of(Duration.ofMillis((long) (Double.parseDouble(text.replace("s", "")) * 1000)))
        : Optional.empty();
  }
}
