package dev.tercet.server.door.lsp.language;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.DocumentLink;

/** Links from a text to files that it names. */
final class Links {

  private static final Pattern NAMED =
      Pattern.compile(
          "`([^`\\s:]{1,300})(?::([0-9]{1,7})(?:-[0-9]{1,7})?)?`|^- ([^\\s:`]{1,300})$");
  private static final int MOST = 500;

  private Links() {}

  /** What stands in backquotes, or alone in a list, and is a file below the root. */
  static List<DocumentLink> toFiles(Document document, Path root) {
    Text text = document.text();
    List<DocumentLink> links = new ArrayList<>();
    for (int line = 0; line < text.lines() && links.size() < MOST; line++) {
      Matcher named = NAMED.matcher(text.line(line));
      while (named.find()) {
        int group = named.group(1) == null ? 3 : 1;
        Path file = below(root, named.group(group));
        if (file != null && Files.isRegularFile(file)) {
          String number = named.group(2);
          String target = number == null ? Uris.of(file) : Uris.of(file, Integer.parseInt(number));
          int start = text.start(line) + named.start(group);
          int end = text.start(line) + (number == null ? named.end(group) : named.end(2));
          links.add(new DocumentLink(document.range(start, end), target));
        }
      }
    }
    return links;
  }

  private static @org.jspecify.annotations.Nullable Path below(Path root, String name) {
    try {
      Path file = root.resolve(name).normalize();
      return file.startsWith(root) ? file : null;
    } catch (InvalidPathException strange) {
      return null;
    }
  }
}
