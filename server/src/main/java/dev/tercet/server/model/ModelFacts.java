package dev.tercet.server.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is known of a model, from {@code models.json}.
 *
 * @param window tokens that conversation and answer may have together
 * @param maxOutput tokens that one answer is allowed
 * @param reasons whether it thinks before it answers without being asked to
 */
public record ModelFacts(int window, int maxOutput, boolean reasons) {

  /** What a server on this machine is taken to give: it is its owner who sets the window. */
  private static final int LOCAL_WINDOW = 32_000;

  private static final List<Entry> ENTRIES = read();

  private record Entry(Pattern match, ModelFacts facts) {}

  /** Known of the model at that endpoint; a model nobody knows gets what every model holds. */
  public static ModelFacts of(Endpoint endpoint, String model) {
    String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    ModelFacts facts =
        ENTRIES.stream()
            .filter(entry -> entry.match().matcher(name).matches())
            .findFirst()
            .orElseThrow()
            .facts();
    return endpoint.isLocal()
        ? new ModelFacts(
            Math.min(facts.window(), LOCAL_WINDOW),
            Math.min(facts.maxOutput(), LOCAL_WINDOW / 4),
            facts.reasons())
        : facts;
  }

  private static List<Entry> read() {
    try (InputStream in = ModelFacts.class.getResourceAsStream("models.json")) {
      if (in == null) {
        throw new IllegalStateException("models.json is missing from the program");
      }
      List<Entry> entries = new ArrayList<>();
      for (JsonNode entry : Json.MAPPER.readTree(in).path("models")) {
        String glob = entry.path("match").asText();
        entries.add(
            new Entry(
                Pattern.compile("\\Q" + glob.replace("*", "\\E.*\\Q") + "\\E"),
                new ModelFacts(
                    entry.path("window").asInt(),
                    entry.path("output").asInt(),
                    entry.path("reasons").asBoolean(false))));
      }
      return List.copyOf(entries);
    } catch (IOException broken) {
      throw new UncheckedIOException("models.json cannot be read", broken);
    }
  }
}
