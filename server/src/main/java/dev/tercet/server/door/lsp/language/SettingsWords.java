package dev.tercet.server.door.lsp.language;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What settings mean, as docs/settings.schema.json says it, which the build packs beside this. */
final class SettingsWords {

  private static final JsonObject SCHEMA = schema();

  private SettingsWords() {}

  private static JsonObject schema() {
    try (InputStream file = SettingsWords.class.getResourceAsStream("settings.schema.json")) {
      if (file == null) {
        throw new IllegalStateException("the schema of settings is not packaged");
      }
      Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8);
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (IOException failure) {
      throw new UncheckedIOException("reading the schema of settings", failure);
    }
  }

  /** The part of the schema for a dotted path; null for what is no setting. */
  private static @Nullable JsonObject at(String path) {
    JsonObject here = SCHEMA;
    for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split("\\.", -1))) {
      JsonObject properties = here.getAsJsonObject("properties");
      JsonElement next = properties == null ? null : properties.get(name);
      if (next == null) {
        next = here.get("additionalProperties");
      }
      if (!(next instanceof JsonObject found)) {
        return null;
      }
      here = found;
    }
    return here;
  }

  static boolean isKnown(String path) {
    return at(path) != null;
  }

  /** In a line; empty where there is nothing to say. */
  static String meaning(String path) {
    JsonObject here = at(path);
    return here == null || here.get("description") == null
        ? ""
        : here.get("description").getAsString();
  }

  /** The words that a setting takes, where they are few. */
  static List<String> values(String path) {
    JsonObject here = at(path);
    return here == null || here.get("enum") == null
        ? List.of()
        : here.getAsJsonArray("enum").asList().stream().map(JsonElement::getAsString).toList();
  }

  /** The names that an object takes. */
  static List<String> parts(String path) {
    JsonObject here = at(path);
    return here == null || here.getAsJsonObject("properties") == null
        ? List.of()
        : List.copyOf(here.getAsJsonObject("properties").keySet());
  }
}
