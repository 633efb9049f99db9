package dev.tercet.cli;

/**
 * Emphasis in a line of text, as private marks that {@link Screen} turns into colours or drops. A
 * mark has no width, and text from elsewhere cannot bring a terminal's own codes in.
 */
enum Style {
  BOLD('\uE101', "1"),
  DIM('\uE102', "2"),
  RED('\uE103', "31"),
  GREEN('\uE104', "32"),
  YELLOW('\uE105', "33"),
  CYAN('\uE106', "36");

  private static final char FIRST = '\uE100';
  private static final char END = '\uE1FF';

  private final char mark;
  private final String code;

  Style(char mark, String code) {
    this.mark = mark;
    this.code = code;
  }

  String of(String text) {
    return text.isEmpty() ? text : mark + text + END;
  }

  /** Whether the character is a mark, of which a line shows nothing. */
  static boolean isMark(int c) {
    return c >= FIRST && c <= END;
  }

  /** What a terminal is sent for a mark. */
  static String sequence(int mark) {
    for (Style style : values()) {
      if (style.mark == mark) {
        return "\u001b[" + style.code + "m";
      }
    }
    return "\u001b[0m";
  }
}
