package dev.tercet.server.template;

import java.util.Arrays;

/** A text and where its lines begin; a line ends with LF, CR LF or CR, as in LSP and CommonMark. */
final class SourceText {

  private final String text;
  private final int[] starts;

  SourceText(String text) {
    this.text = text;
    this.starts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      if (ends) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  String text() {
    return text;
  }

  int lines() {
    return starts.length;
  }

  /** Where the line's text ends, before its line break. */
  int endOfLine(int line) {
    int end = line + 1 < starts.length ? starts[line + 1] : text.length();
    while (end > starts[line] && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return end;
  }

  int startOfLine(int line) {
    return starts[line];
  }

  int lineOf(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found : -found - 2;
  }

  Position position(int offset) {
    int line = lineOf(offset);
    return new Position(line, offset - starts[line], offset);
  }

  Range range(int start, int end) {
    return new Range(position(start), position(Math.max(start, end)));
  }

  /** The line break that the text uses first, so that an edit uses it too. */
  String lineBreak() {
    if (starts.length == 1) {
      return "\n";
    }
    int next = starts[1];
    if (text.charAt(next - 1) == '\r') {
      return "\r";
    }
    return next > 1 && text.charAt(next - 2) == '\r' ? "\r\n" : "\n";
  }
}
