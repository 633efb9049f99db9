package dev.tercet.server.door.lsp.language;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.PositionEncodingKind;
import org.jspecify.annotations.Nullable;

/** What a column counts in, as agreed on with the client (LSP 3.17, PositionEncodingKind). */
enum Encoding {
  UTF_8(PositionEncodingKind.UTF8),
  UTF_16(PositionEncodingKind.UTF16),
  UTF_32(PositionEncodingKind.UTF32);

  private final String kind;

  Encoding(String kind) {
    this.kind = kind;
  }

  /** As the protocol calls it. */
  String kind() {
    return kind;
  }

  /** The first that the client offers and we know; UTF-16 is what every client speaks. */
  static Encoding agreed(@Nullable List<String> offered) {
    return Optional.ofNullable(offered).stream()
        .flatMap(List::stream)
        .flatMap(one -> Arrays.stream(values()).filter(known -> known.kind.equals(one)))
        .findFirst()
        .orElse(UTF_16);
  }

  /** How many columns a stretch of text has. */
  int columns(String text, int from, int to) {
    if (this == UTF_16) {
      return to - from;
    }
    int columns = 0;
    for (int at = from; at < to; ) {
      int point = text.codePointAt(at);
      columns += width(point);
      at += Character.charCount(point);
    }
    return columns;
  }

  /** The offset that lies so many columns after {@code from}, and not beyond {@code end}. */
  int offset(String text, int from, int end, int columns) {
    if (this == UTF_16) {
      return columns < 0 || columns > end - from ? end : from + columns;
    }
    int at = from;
    int left = columns < 0 ? Integer.MAX_VALUE : columns;
    while (at < end && left > 0) {
      int point = text.codePointAt(at);
      left -= width(point);
      if (left >= 0) {
        at += Character.charCount(point);
      }
    }
    return Math.min(at, end);
  }

  private int width(int point) {
    return switch (this) {
      case UTF_8 -> point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      case UTF_16 -> Character.charCount(point);
      case UTF_32 -> 1;
    };
  }
}
