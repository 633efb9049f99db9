package dev.tercet.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user trusted of what repositories supply: {@code trust.ndjson} in the daemon's folder,
 * one line for each, only ever appended to; the contents lie beside it by their hash.
 *
 * <p>A line that cannot be read trusts nothing. Safe for any thread; a line is on disk before
 * {@link #trust} returns.
 */
public final class TrustLedger {

  /** What is kept of a content, to show how the next differs from it. */
  private static final int MOST_TEXT = 256 * 1024;

  private final JsonMapper json = new JsonMapper();
  private final Path file;
  private final Path texts;
  private final Set<String> trusted = new HashSet<>();
  private final Map<String, String> newest = new HashMap<>();

  /**
   * What is trusted, and by whom.
   *
   * @param repository the git directory that all its checkouts share
   * @param entry what it is
   * @param hash of its content
   */
  public record Trusted(
      Instant at, String repository, String entry, String hash, String user, String client) {}

  private TrustLedger(Path home) {
    this.file = home.resolve("trust.ndjson");
    this.texts = home.resolve("trust");
  }

  /** Reads what there is. */
  public static TrustLedger open(Path home) {
    TrustLedger ledger = new TrustLedger(home);
    ledger.load();
    return ledger;
  }

  private void load() {
    if (!Files.exists(file)) {
      return;
    }
    try {
      for (String line : Files.readString(file).lines().toList()) {
        read(line);
      }
    } catch (IOException failure) {
      throw failure("read", failure);
    }
  }

  private void read(String line) {
    try {
      JsonNode fields = json.readTree(line);
      remember(
          fields.path("repository").asText(),
          fields.path("entry").asText(),
          fields.path("hash").asText());
    } catch (JsonProcessingException _) {
      // A torn or foreign line; what it may have meant is asked again.
    }
  }

  private void remember(String repository, String entry, String hash) {
    trusted.add(key(repository, entry) + "\n" + hash);
    newest.put(key(repository, entry), hash);
  }

  private static String key(String repository, String entry) {
    return repository + "\n" + entry;
  }

  /** Whether exactly this was trusted. */
  public synchronized boolean trusts(String repository, String entry, String hash) {
    return trusted.contains(key(repository, entry) + "\n" + hash);
  }

  /** The content of the entry that was trusted last. */
  public synchronized Optional<String> before(String repository, String entry) {
    return Optional.ofNullable(newest.get(key(repository, entry))).flatMap(this::text);
  }

  /** Keeps a content, so that it can be shown. */
  public void keep(String hash, String text) {
    Path place = place(hash);
    if (Files.exists(place)) {
      return;
    }
    try {
      PrivateFiles.folder(texts);
      PrivateFiles.file(place);
      String kept = text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "\n[…]\n";
      Files.writeString(place, kept);
    } catch (IOException failure) {
      throw failure("keep " + hash + " for", failure);
    }
  }

  /** A content that was kept. */
  public Optional<String> text(String hash) {
    try {
      return Files.exists(place(hash))
          ? Optional.of(Files.readString(place(hash)))
          : Optional.empty();
    } catch (IOException failure) {
      throw failure("read " + hash + " for", failure);
    }
  }

  private Path place(String hash) {
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("no hash: \"" + hash + "\"");
    }
    return texts.resolve(hash);
  }

  /** From now on it may run. */
  public synchronized void trust(Trusted entry) {
    ObjectNode line = json.createObjectNode();
    line.put("at", entry.at().toString());
    line.put("repository", entry.repository());
    line.put("entry", entry.entry());
    line.put("hash", entry.hash());
    line.put("user", entry.user());
    line.put("client", entry.client());
    try {
      PrivateFiles.file(file);
      try (FileChannel out = FileChannel.open(file, StandardOpenOption.APPEND)) {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
    } catch (IOException failure) {
      throw failure("append to", failure);
    }
    remember(entry.repository(), entry.entry(), entry.hash());
  }

  private StoreException failure(String doing, IOException cause) {
    return new StoreException(doing + " the record of what is trusted", file, cause.toString());
  }
}
