package dev.tercet.server.door.lsp.language;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Files as the protocol names them. */
final class Uris {

  private Uris() {}

  /** The absolute path that a URI names; null for what is no file of this machine. */
  static @Nullable Path path(@Nullable String uri) {
    if (uri == null || !uri.toLowerCase(Locale.ROOT).startsWith("file:")) {
      return null;
    }
    try {
      URI parsed = new URI(uri);
      URI plain = new URI("file", null, parsed.getPath(), null);
      Path path = Path.of(plain).normalize();
      return path.isAbsolute() ? path : null;
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return null;
    }
  }

  static String of(Path path) {
    String uri = path.toUri().toString();
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }

  /** A place in a file, as links have it: {@code file:///a/b#L12}. */
  static String of(Path path, int line) {
    return of(path) + "#L" + line;
  }
}
