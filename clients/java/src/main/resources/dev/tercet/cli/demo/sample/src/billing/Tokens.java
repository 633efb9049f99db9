package billing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Who is signed in: short-lived access tokens, and refresh tokens to get new ones. */
public final class Tokens {

  /** What a client holds after it signed in. */
  public record Pair(String access, String refresh) {}

  private record Access(String user, Instant until) {}

  private static final Duration ACCESS_LIFETIME = Duration.ofMinutes(15);

  private final Supplier<String> random;
  private final InstantSource clock;
  private final Map<String, Access> access = new HashMap<>();
  private final Map<String, String> refresh = new HashMap<>();

  public Tokens(Supplier<String> random, InstantSource clock) {
    this.random = random;
    this.clock = clock;
  }

  public synchronized Pair issue(String user) {
    String token = random.get();
    refresh.put(token, user);
    return new Pair(newAccess(user), token);
  }

  /** A new access token; empty for a refresh token that nobody was given. */
  public synchronized Optional<String> refresh(String token) {
    return Optional.ofNullable(refresh.get(token)).map(this::newAccess);
  }

  /** Who an access token belongs to, while it is valid. */
  public synchronized Optional<String> user(String token) {
    return Optional.ofNullable(access.get(token))
        .filter(found -> clock.instant().isBefore(found.until()))
        .map(Access::user);
  }

  private String newAccess(String user) {
    String token = random.get();
    access.put(token, new Access(user, clock.instant().plus(ACCESS_LIFETIME)));
    return token;
  }
}
