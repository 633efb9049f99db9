package dev.tercet.server.door.lsp.language;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.jspecify.annotations.Nullable;

/**
 * The texts that an editor has open, and those on disk as far as they are asked for.
 *
 * <p>Opened, changed and closed by the connection's reading thread only; read by any. A file on
 * disk is looked at again at each call and read again when it changed.
 */
final class Documents {

  private static final long MOST_ON_DISK = 16L << 20;
  private static final int MOST_REMEMBERED = 64;

  private final Encoding encoding;
  private final Map<Object, Document> open = new ConcurrentHashMap<>();
  private final Map<Path, OnDisk> onDisk = new ConcurrentHashMap<>();

  private record OnDisk(FileTime modified, long size, Document document) {}

  Documents(Encoding encoding) {
    this.encoding = encoding;
  }

  /** Two spellings of a file's URI are the same file. */
  private static Object key(String uri) {
    Path path = Uris.path(uri);
    return path == null ? uri : path;
  }

  Document open(String uri, @Nullable String language, int version, String text) {
    Document document =
        new Document(
            uri,
            Uris.path(uri),
            language == null ? "" : language,
            version,
            new Text(text, encoding));
    open.put(key(uri), document);
    return document;
  }

  /** The document after the changes; empty where it is not open. */
  Optional<Document> change(
      String uri, @Nullable Integer version, List<TextDocumentContentChangeEvent> changes) {
    Document known = open.get(key(uri));
    if (known == null) {
      return Optional.empty();
    }
    Text text = known.text();
    for (TextDocumentContentChangeEvent change : changes) {
      text = text.with(change);
    }
    Document next = known.with(version == null ? 0 : version, text);
    open.put(key(uri), next);
    return Optional.of(next);
  }

  void close(String uri) {
    open.remove(key(uri));
  }

  Collection<Document> open() {
    return open.values();
  }

  Optional<Document> open(String uri) {
    return Optional.ofNullable(open.get(key(uri)));
  }

  /** As the editor has it, else as it lies on disk; empty for what is neither. */
  Optional<Document> find(String uri) {
    Path path = Uris.path(uri);
    Document known = open.get(path == null ? uri : path);
    return known != null || path == null ? Optional.ofNullable(known) : onDisk(path);
  }

  Optional<Document> find(Path path) {
    Document known = open.get(path);
    return known != null ? Optional.of(known) : onDisk(path);
  }

  private Optional<Document> onDisk(Path path) {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      if (!now.isRegularFile() || now.size() > MOST_ON_DISK) {
        return Optional.empty();
      }
      OnDisk known = onDisk.get(path);
      if (known != null
          && known.modified.equals(now.lastModifiedTime())
          && known.size == now.size()) {
        return Optional.of(known.document);
      }
      String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      Document read = new Document(Uris.of(path), path, "", null, new Text(text, encoding));
      if (onDisk.size() >= MOST_REMEMBERED) {
        onDisk.clear();
      }
      onDisk.put(path, new OnDisk(now.lastModifiedTime(), now.size(), read));
      return Optional.of(read);
    } catch (IOException gone) {
      onDisk.remove(path);
      return Optional.empty();
    }
  }
}
