package dev.tercet.server.agent.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whose model a name stands for, from {@code families.json}: reviewers are independent of a builder
 * when their models are not of its family. Immutable.
 */
public final class Families {

  /** The word where it is not known. */
  public static final String UNKNOWN = "unknown";

  private final Map<String, String> byPrefix;

  private Families(Map<String, String> byPrefix) {
    this.byPrefix = Map.copyOf(byPrefix);
  }

  /** Those that come with the program. */
  public static Families bundled() {
    try (InputStream in = Families.class.getResourceAsStream("families.json")) {
      if (in == null) {
        throw new IllegalStateException("families.json is missing from the program");
      }
      Map<String, String> families = new HashMap<>();
      JsonNode all = new JsonMapper().readTree(in).path("families");
      all.properties().forEach(it -> families.put(it.getKey(), it.getValue().asText()));
      return new Families(families);
    } catch (IOException broken) {
      throw new UncheckedIOException("families.json cannot be read", broken);
    }
  }

  /** The same with a user's own, which win. */
  public Families with(Map<String, String> own) {
    Map<String, String> all = new HashMap<>(byPrefix);
    own.forEach((prefix, family) -> all.put(prefix.toLowerCase(Locale.ROOT), family));
    return new Families(all);
  }

  /** The family of a model, as agents and providers name it; empty where none is known. */
  public Optional<String> of(String model) {
    String name = model.toLowerCase(Locale.ROOT).strip();
    Optional<String> whole = longest(name);
    int slash = name.lastIndexOf('/');
    return whole.isPresent() || slash < 0 ? whole : longest(name.substring(slash + 1));
  }

  private Optional<String> longest(String name) {
    return byPrefix.keySet().stream()
        .filter(name::startsWith)
        .max((left, right) -> Integer.compare(left.length(), right.length()))
        .map(byPrefix::get);
  }
}
