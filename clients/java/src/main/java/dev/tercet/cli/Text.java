package dev.tercet.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text for a terminal: measured in code points, without marks of {@link Style}. */
final class Text {

  private static final Pattern MARK =
      Pattern.compile("\\s*(?:(?:[-*+>]|[0-9]{1,3}[.)]) +)*(?:\\[[ xX]] +)?");

  private Text() {}

  static int width(String text) {
    return (int) text.codePoints().filter(c -> !Style.isMark(c)).count();
  }

  /** At most so wide, with … for what was cut; marks are kept. */
  static String cut(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int left = Math.max(0, width - 1);
    boolean said = false;
    for (int c : text.codePoints().toArray()) {
      if (Style.isMark(c)) {
        cut.appendCodePoint(c);
      } else if (left > 0) {
        cut.appendCodePoint(c);
        left--;
      } else if (!said) {
        cut.append('…');
        said = true;
      }
    }
    return cut.toString();
  }

  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  /** Lines of at most so many code points, broken at spaces where there are any. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.split(" ", -1)) {
        if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > width) {
          lines.add(line.toString());
          line.setLength(0);
        } else if (!line.isEmpty()) {
          line.append(' ');
        }
        line.append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** How many characters of a line of Markdown stand before its words: its margin and marks. */
  static int mark(String line) {
    Matcher mark = MARK.matcher(line);
    return mark.lookingAt() ? mark.end() : 0;
  }

  /** One line of it: line breaks and tabs become spaces. */
  static String line(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  static String count(int number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  /** How long something takes or is ago, in the unit that says most. */
  static String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    return seconds < 60
        ? seconds + " s"
        : seconds < 3600
            ? seconds / 60 + " min"
            : seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86400 + " days";
  }

  /** As one word for a shell, quoted where it must be. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
