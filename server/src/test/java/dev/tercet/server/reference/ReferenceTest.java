package dev.tercet.server.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.tercet.protocol.WireGson;
import dev.tercet.server.e2e.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is generated from the protocol's records is what is committed; {@code ./dev generate} writes
 * it anew.
 */
class ReferenceTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path DOCS = ROOT.resolve("docs/protocol");
  private static final boolean UPDATE = System.getenv("UPDATE_GOLDEN") != null;

  @TempDir Path temp;

  @Test
  void every_generated_file_is_current() throws Exception {
    Exchanges recorded =
        new Exchanges(
            Recording.make(temp).asList().stream().map(one -> one.getAsJsonObject()).toList());
    check(DOCS.resolve("exchanges.json"), recorded.json());
    generated(recorded).forEach(ReferenceTest::check);
  }

  static Map<Path, String> generated(Exchanges exchanges) throws IOException {
    Javadocs words = Javadocs.read(ROOT.resolve("protocol/src/main/java/dev/tercet/protocol"));
    Map<Path, String> files = new TreeMap<>();
    files.put(DOCS.resolve("tercet.schema.json"), SchemaFiles.schema(words));
    files.put(DOCS.resolve("methods.json"), SchemaFiles.methods(words));
    files.put(ROOT.resolve("clients/typescript/src/protocol.ts"), TypeScriptFile.of(words));
    new Pages(words, exchanges).all().forEach((name, text) -> files.put(DOCS.resolve(name), text));
    return files;
  }

  private static void check(Path file, String text) {
    try {
      if (UPDATE) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      }
      assertThat(Files.exists(file) ? Files.readString(file) : "")
          .as(ROOT.relativize(file) + " is out of date: ./dev generate")
          .isEqualTo(text);
    } catch (IOException failed) {
      throw new AssertionError(file + " cannot be read or written", failed);
    }
  }

  @Test
  void every_method_is_shown_by_an_exchange_that_happened() throws Exception {
    Exchanges exchanges = Exchanges.parse(Files.readString(DOCS.resolve("exchanges.json")));

    assertThat(exchanges.methods())
        .containsAll(
            Method.all().stream()
                .map(Method::name)
                .filter(name -> !name.endsWith("/lost") && !name.equals("tercet/run/output"))
                .toList());
  }

  @Test
  void every_exchange_reads_as_its_types_and_is_written_the_same() throws Exception {
    for (JsonObject message :
        Exchanges.parse(Files.readString(DOCS.resolve("exchanges.json"))).messages()) {
      Method method =
          Method.all().stream()
              .filter(one -> one.name().equals(message.get("method").getAsString()))
              .findFirst()
              .orElseThrow();
      if (!message.has("error")) {
        same(message.getAsJsonObject("params"), Optional.of(method.params()));
        same(message.getAsJsonObject("result"), method.result());
      }
    }
  }

  private static void same(JsonObject json, Optional<Class<?>> type) {
    if (json != null) {
      Object value = WireGson.gson().fromJson(json, type.orElseThrow());
      assertThat(WireGson.gson().toJsonTree(value)).isEqualTo(json);
    }
  }
}
