package dev.tercet.cli;

import java.io.PrintStream;

/**
 * A stream that people read: replaces control characters that came with somebody's text, and turns
 * the marks of {@link Style} into colours where they are wanted.
 */
final class Screen {

  /** The width of what is not a terminal: nothing is cut. */
  static final int UNLIMITED = 10_000;

  private final PrintStream stream;
  private final boolean colours;
  private final int width;

  Screen(PrintStream stream, boolean colours, int width) {
    this.stream = stream;
    this.colours = colours;
    this.width = width;
  }

  /** In code points. */
  int width() {
    return width;
  }

  /** Prints a line, however long; the text may have several. */
  void line(String text) {
    stream.print(shown(text));
    stream.print('\n');
  }

  /** Prints lines, broken at the width; those after the first are set in like the first. */
  void wrapped(String indent, String text) {
    int room = Math.max(20, width - Text.width(indent));
    String margin = indent;
    for (String line : Text.wrap(text, room)) {
      line(margin + line);
      margin = " ".repeat(Text.width(indent));
    }
  }

  /** Prints a text of several lines; each that is too long is broken and stays under its mark. */
  void prose(String text) {
    for (String line : text.split("\n", -1)) {
      if (Text.width(line) <= width) {
        line(line);
      } else {
        int mark = Text.mark(line);
        wrapped(line.substring(0, mark), line.substring(mark));
      }
    }
  }

  void table(Table table) {
    table.lines(width).forEach(this::line);
  }

  /** Prints without a line break, for a question. */
  void ask(String text) {
    stream.print(shown(text));
    stream.flush();
  }

  /** Prints as it is, for JSON and other data that programs read. */
  void raw(String text) {
    stream.print(text);
    stream.print('\n');
  }

  /** Prints data byte by byte where a program reads it, and made harmless where a person does. */
  void text(String text, boolean terminal) {
    if (terminal) {
      prose(text.stripTrailing());
    } else {
      stream.print(text);
    }
  }

  /** Takes so many lines back, for a picture that is drawn again. Only for a terminal. */
  void erase(int lines) {
    if (lines > 0) {
      stream.print("\u001b[" + lines + "A\u001b[J");
    }
  }

  void flush() {
    stream.flush();
  }

  private String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (Style.isMark(c)) {
                shown.append(colours ? Style.sequence(c) : "");
              } else {
                shown.appendCodePoint(isHarmless(c) ? c : '\uFFFD');
              }
            });
    return shown.toString();
  }

  private static boolean isHarmless(int c) {
    boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
    boolean reorders = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return !control && !reorders;
  }
}
