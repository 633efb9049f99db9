package dev.tercet.server.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tercet.server.limit.Held;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which accounts their providers hold back, so that a daemon that is started again does not ask
 * them too early: {@code accounts.json} in the daemon's folder, replaced as a whole.
 *
 * <p>It is a hint and not the truth: what cannot be read is as if nothing were held, which costs
 * one refused request. One thread at a time.
 */
public final class HeldAccounts {

  private static final int VERSION = 1;

  private final JsonMapper json = new JsonMapper();
  private final Path file;

  public HeldAccounts(Path home) {
    this.file = home.resolve("accounts.json");
  }

  /** What was written last. */
  public List<Held> read() {
    List<Held> held = new ArrayList<>();
    try {
      if (Files.exists(file)) {
        for (JsonNode one : json.readTree(Files.readAllBytes(file)).path("held")) {
          held.add(
              new Held(
                  one.path("account").asText(),
                  Instant.parse(one.path("until").asText()),
                  one.path("reason").asText(),
                  one.path("times").asInt()));
        }
      }
      return held;
    } catch (IOException | DateTimeException | IllegalArgumentException unreadable) {
      return List.of();
    }
  }

  /** Is on disk when it returns. */
  public void write(List<Held> held) {
    ArrayNode list = json.createArrayNode();
    for (Held one : held) {
      list.addObject()
          .put("account", one.account())
          .put("until", one.until().toString())
          .put("reason", one.reason())
          .put("times", one.times());
    }
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      PrivateFiles.file(partial);
      byte[] text =
          json.writeValueAsBytes(json.createObjectNode().put("version", VERSION).set("held", list));
      Files.write(partial, text, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.DSYNC);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new StoreException("keep which accounts are held back", file, failure.toString());
    }
  }
}
