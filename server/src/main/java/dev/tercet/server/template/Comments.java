package dev.tercet.server.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads HTML comments and the directives in them. */
final class Comments {

  private static final String OPEN = "<!--";
  private static final String CLOSE = "-->";

  /**
   * One comment.
   *
   * @param strays stretches in a comment of directives that are none: start and end
   */
  record Comment(int start, int end, List<Directive> directives, List<int[]> strays) {}

  private final SourceText source;
  private final String text;

  Comments(SourceText source) {
    this.source = source;
    this.text = source.text();
  }

  boolean opensAt(int offset) {
    return text.startsWith(OPEN, offset);
  }

  int next(int from, int end) {
    int found = text.indexOf(OPEN, from);
    return found < 0 || found >= end ? -1 : found;
  }

  /** The comment that opens there, or nothing if it is not closed before the limit. */
  Optional<Comment> at(int start, int limit) {
    int close = text.indexOf(CLOSE, start + 2);
    if (close < 0 || close + CLOSE.length() > limit) {
      return Optional.empty();
    }
    int end = close + CLOSE.length();
    List<Directive> directives = new ArrayList<>();
    List<int[]> strays = new ArrayList<>();
    int line = Math.min(start + OPEN.length(), close);
    while (line < close) {
      int lineEnd = line;
      while (lineEnd < close && text.charAt(lineEnd) != '\n' && text.charAt(lineEnd) != '\r') {
        lineEnd++;
      }
      readLine(trimStart(line, lineEnd), trimEnd(line, lineEnd), start, end, directives, strays);
      line = lineEnd + 1;
    }
    return Optional.of(
        new Comment(start, end, directives, directives.isEmpty() ? List.of() : strays));
  }

  private void readLine(
      int from,
      int to,
      int commentStart,
      int commentEnd,
      List<Directive> directives,
      List<int[]> strays) {
    int at = from;
    while (at < to) {
      int colon = colonAfterName(at, to);
      if (colon < 0) {
        strays.add(new int[] {at, to});
        return;
      }
      String name = text.substring(at, colon);
      Optional<Directive.Name> known = Directive.Name.parse(name);
      boolean spaced = colon + 1 == to || isSpace(text.charAt(colon + 1));
      if (known.isEmpty() && !spaced) {
        strays.add(new int[] {at, to});
        return;
      }
      boolean whole = known.isEmpty() || known.get().isCommand();
      int separator = whole ? to : separator(colon + 1, to);
      int valueStart = trimStart(colon + 1, separator);
      int valueEnd = Math.max(valueStart, trimEnd(valueStart, separator));
      directives.add(
          new Directive(
              name,
              text.substring(valueStart, valueEnd),
              source.range(at, valueEnd),
              source.range(at, colon),
              source.range(valueStart, valueEnd),
              source.range(commentStart, commentEnd)));
      at = separator == to ? to : trimStart(separator + 1, to);
    }
  }

  /** The colon that follows a word of letters, digits, dashes, or -1. */
  private int colonAfterName(int from, int to) {
    int at = from;
    while (at < to && isNameCharacter(text.charAt(at))) {
      at++;
    }
    return at > from && at < to && text.charAt(at) == ':' ? at : -1;
  }

  /** Where another known directive begins on the same line, after a semicolon or comma. */
  private int separator(int from, int to) {
    for (int at = from; at < to; at++) {
      char c = text.charAt(at);
      if (c == ';' || c == ',') {
        int next = trimStart(at + 1, to);
        int colon = colonAfterName(next, Math.min(to, next + 16));
        if ((next == to && c == ';')
            || (colon >= 0 && Directive.Name.parse(text.substring(next, colon)).isPresent())) {
          return at;
        }
      }
    }
    return to;
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private int trimStart(int from, int to) {
    int at = from;
    while (at < to && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private int trimEnd(int from, int to) {
    int at = to;
    while (at > from && isSpace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }
}
