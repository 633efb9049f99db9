package dev.tercet.server.door.http;

/**
 * What one port bears.
 *
 * @param connections open at once; more are closed as they come
 * @param bodyBytes of a request; a longer one is answered with 413
 * @param requestsPerSecond over all connections; more are answered with 429
 * @param strangersPerSecond requests without the token that are answered as such; more with 429
 */
public record HttpLimits(
    int connections, int bodyBytes, int requestsPerSecond, int strangersPerSecond) {

  public static final HttpLimits DEFAULT = new HttpLimits(512, 16 << 20, 20_000, 20);
}
