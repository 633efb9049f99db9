package dev.tercet.server.door.lsp.language;

import java.util.Arrays;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;

/**
 * A text and where its lines begin, with places in the columns that the client counts in.
 *
 * <p>A line ends with LF, CR LF or CR (LSP 3.17, Text Documents). A place that is not in the text
 * is the nearest that is: clients are sometimes one change ahead. Immutable.
 */
final class Text {

  private final String value;
  private final Encoding encoding;
  private final int[] starts;

  Text(String value, Encoding encoding) {
    this.value = value;
    this.encoding = encoding;
    this.starts = starts(value);
  }

  private static int[] starts(String text) {
    int[] starts = new int[64];
    int count = 1;
    int length = text.length();
    for (int at = 0; at < length; at++) {
      char c = text.charAt(at);
      if (c == '\n' || (c == '\r' && (at + 1 == length || text.charAt(at + 1) != '\n'))) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = at + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  String value() {
    return value;
  }

  /** At least one. */
  int lines() {
    return starts.length;
  }

  int start(int line) {
    return starts[line];
  }

  /** Where the line's text ends, before its break. */
  int end(int line) {
    int end = line + 1 < starts.length ? starts[line + 1] : value.length();
    while (end > starts[line] && isBreak(value.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }

  /** The line without its break. */
  String line(int line) {
    return value.substring(starts[line], end(line));
  }

  int lineOf(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found : -found - 2;
  }

  int offset(Position position) {
    if (position.getLine() < 0) {
      return 0;
    }
    if (position.getLine() >= starts.length) {
      return value.length();
    }
    int line = position.getLine();
    return encoding.offset(value, starts[line], end(line), position.getCharacter());
  }

  Position position(int offset) {
    int within = Math.clamp(offset, 0, value.length());
    int line = lineOf(within);
    return new Position(line, encoding.columns(value, starts[line], within));
  }

  Range range(int start, int end) {
    return new Range(position(start), position(Math.max(start, end)));
  }

  /** A whole line; the nearest where there is none of this number. */
  Range lineRange(int line) {
    int known = Math.clamp(line, 0, starts.length - 1);
    return range(starts[known], end(known));
  }

  /** The text after an edit; one without a range replaces all. */
  Text with(TextDocumentContentChangeEvent change) {
    Range range = change.getRange();
    if (range == null) {
      return new Text(change.getText(), encoding);
    }
    int start = offset(range.getStart());
    int end = Math.max(start, offset(range.getEnd()));
    StringBuilder next =
        new StringBuilder(value.length() - (end - start) + change.getText().length());
    next.append(value, 0, start).append(change.getText()).append(value, end, value.length());
    return new Text(next.toString(), encoding);
  }
}
