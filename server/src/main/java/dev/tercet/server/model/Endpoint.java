package dev.tercet.server.model;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider is reached and what it speaks there.
 *
 * @param name what messages call it: {@code anthropic-api}
 * @param baseUrl http or https, up to what the API's own paths follow, without a slash at its end:
 *     {@code https://api.openai.com/v1}
 * @param keyVariable the variable that holds the key; null where none is needed
 */
public record Endpoint(String name, Api api, String baseUrl, @Nullable String keyVariable) {

  public Endpoint {
    baseUrl = baseUrl.replaceAll("/+$", "");
    URI uri = URI.create(baseUrl);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if ((!scheme.equals("http") && !scheme.equals("https")) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "the base URL of " + name + " is no http or https URL: \"" + baseUrl + "\"");
    }
  }

  /** Whether it is on this machine. */
  public boolean isLocal() {
    String host = String.valueOf(URI.create(baseUrl).getHost()).toLowerCase(Locale.ROOT);
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }
}
