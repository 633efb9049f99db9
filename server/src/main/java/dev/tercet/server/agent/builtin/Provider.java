package dev.tercet.server.agent.builtin;

import dev.tercet.server.model.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Whom a session talks to.
 *
 * @param key the key itself; null where none is needed
 */
record Provider(Endpoint endpoint, @Nullable String key, String model) {

  /** What a context belongs to: another provider or model cannot take it up. */
  String mark() {
    return endpoint.name() + " " + endpoint.baseUrl() + " " + model;
  }

  @Override
  public String toString() {
    return mark();
  }
}
