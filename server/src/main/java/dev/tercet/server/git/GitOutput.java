package dev.tercet.server.git;

import dev.tercet.server.process.Captured;
import java.util.Arrays;
import java.util.List;

/** What a git command answered. */
record GitOutput(int exitCode, Captured out, String err) {

  boolean succeeded() {
    return exitCode == 0;
  }

  String text() {
    return out.text();
  }

  /** The one line that was printed. */
  String line() {
    String text = text();
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  List<String> lines() {
    return text().lines().toList();
  }

  /** What {@code -z} prints: fields that each end with NUL. */
  List<String> fields() {
    String text = text();
    if (text.isEmpty()) {
      return List.of();
    }
    String[] split = text.split("\0", -1);
    return List.of(Arrays.copyOf(split, text.endsWith("\0") ? split.length - 1 : split.length));
  }
}
