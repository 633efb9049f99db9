package billing;

import java.util.Map;

/** What the service answers. */
public record Response(int status, Map<String, String> headers, String body) {

  static Response text(int status, String body) {
    return new Response(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
  }
}
