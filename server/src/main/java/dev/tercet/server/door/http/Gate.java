package dev.tercet.server.door.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in. A page of the web that was led to this machine has a foreign {@code Host} or
 * {@code Origin} and is turned away before anything else; who lacks the token is, too.
 */
final class Gate {

  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> OPEN = Set.of("/health");

  /** What is below here has a secret of its own in its path. */
  private static final String PAGES = "/decide/";

  private final @Nullable String token;
  private final Rate requests;
  private final Rate strangers;

  Gate(@Nullable String token, HttpLimits limits) {
    this.token = token;
    this.requests = new Rate(limits.requestsPerSecond());
    this.strangers = new Rate(limits.strangersPerSecond());
  }

  /** Why the request is turned away; empty where it is let in. */
  Optional<HttpResponseStatus> refusal(HttpRequest request, String path) {
    if (!requests.isWithin()) {
      return Optional.of(HttpResponseStatus.TOO_MANY_REQUESTS);
    }
    if (!isHere(request.headers().getAll(HttpHeaderNames.HOST))
        || !isOurOrigin(request.headers().getAll(HttpHeaderNames.ORIGIN))) {
      return Optional.of(HttpResponseStatus.FORBIDDEN);
    }
    if (OPEN.contains(path) || path.startsWith(PAGES) || isKnown(request)) {
      return Optional.empty();
    }
    return Optional.of(
        strangers.isWithin()
            ? HttpResponseStatus.UNAUTHORIZED
            : HttpResponseStatus.TOO_MANY_REQUESTS);
  }

  private static boolean isHere(List<String> hosts) {
    return hosts.size() == 1 && HERE.contains(withoutPort(hosts.getFirst()));
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > 0 && host.indexOf(']') < colon;
    return hasPort ? host.substring(0, colon) : host;
  }

  private static boolean isOurOrigin(List<String> origins) {
    if (origins.isEmpty()) {
      return true;
    }
    try {
      String host = new URI(origins.getFirst()).getHost();
      return origins.size() == 1 && host != null && HERE.contains(host);
    } catch (URISyntaxException none) {
      return false;
    }
  }

  private boolean isKnown(HttpRequest request) {
    if (token == null) {
      return true;
    }
    String given = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected);
  }
}
