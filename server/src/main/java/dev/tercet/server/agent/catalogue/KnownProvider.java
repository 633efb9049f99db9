package dev.tercet.server.agent.catalogue;

import dev.tercet.server.model.Endpoint;

/**
 * A provider of models that the built-in agent can talk to without further settings.
 *
 * @param family of its models; empty when it has those of several
 * @param endpoint named like the provider
 */
public record KnownProvider(String description, String family, Endpoint endpoint) {

  /** What presets call it. */
  public String id() {
    return endpoint.name();
  }
}
