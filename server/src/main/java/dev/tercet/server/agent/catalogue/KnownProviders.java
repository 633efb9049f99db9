package dev.tercet.server.agent.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tercet.server.model.Api;
import dev.tercet.server.model.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The providers that are known out of the box, from {@code known-providers.json}. Immutable. */
public final class KnownProviders {

  private final List<KnownProvider> providers;

  private KnownProviders(List<KnownProvider> providers) {
    this.providers = List.copyOf(providers);
  }

  /** Those that come with the program. */
  public static KnownProviders bundled() {
    try (InputStream in = KnownProviders.class.getResourceAsStream("known-providers.json")) {
      if (in == null) {
        throw new IllegalStateException("known-providers.json is missing from the program");
      }
      List<KnownProvider> providers = new ArrayList<>();
      for (JsonNode entry : new JsonMapper().readTree(in).path("providers")) {
        providers.add(provider(entry));
      }
      return new KnownProviders(providers);
    } catch (IOException broken) {
      throw new UncheckedIOException("known-providers.json cannot be read", broken);
    }
  }

  private static KnownProvider provider(JsonNode entry) {
    String api = entry.path("api").asText();
    return new KnownProvider(
        entry.path("description").asText(),
        entry.path("family").asText(""),
        new Endpoint(
            entry.path("id").asText(),
            Api.of(api).orElseThrow(() -> new IllegalStateException("no API is called " + api)),
            entry.path("baseUrl").asText(),
            entry.path("keyVariable").asText(null)));
  }

  /** In the order in which they are offered. */
  public List<KnownProvider> all() {
    return providers;
  }

  public Optional<KnownProvider> find(String id) {
    return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
  }
}
