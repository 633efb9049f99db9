package dev.tercet.server.limit;

import java.time.Instant;

/** Why a run may not start yet. */
public sealed interface Obstacle {

  /** As many runs as may be are under way. */
  record Overall(int cap) implements Obstacle {}

  /** As many runs of the agent as may be are under way. */
  record Agent(String agent, int cap) implements Obstacle {}

  /** As many runs on the provider as may be are under way. */
  record Provider(String provider, int cap) implements Obstacle {}

  /** The provider holds the account back until then. */
  record Held(String account, Instant until, String reason) implements Obstacle {}

  /** In words; the setting that would change it is named. */
  default String words() {
    return switch (this) {
      case Overall(var cap) -> "a free place (limits.concurrency: %d)".formatted(cap);
      case Agent(var agent, var cap) ->
          "a free place for %s (limits.perAgent: %d)".formatted(agent, cap);
      case Provider(var provider, var cap) ->
          "a free place at %s (limits.perProvider: %d)".formatted(provider, cap);
      case Held(var account, var until, var reason) ->
          "%s to reopen at %s (%s)"
              .formatted(account, Instant.ofEpochSecond(until.getEpochSecond()), reason);
    };
  }
}
