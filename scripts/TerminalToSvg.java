import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a terminal's captured text into an SVG picture: `tmux capture-pane -ep | java
 * scripts/TerminalToSvg.java TITLE > picture.svg`. Knows bold, dim and the sixteen colours.
 */
final class TerminalToSvg {

  private static final double CHARACTER = 8.43;
  private static final int LINE = 19;
  private static final int MARGIN = 18;
  private static final int BAR = 34;
  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[([0-9;]*)m");
  private static final String[] COLOURS = {
    "#6e7681", "#ff7b72", "#7ee787", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#e6edf3"
  };

  private boolean bold;
  private boolean dim;
  private int colour = -1;

  private TerminalToSvg() {}

  public static void main(String[] arguments) throws Exception {
    String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    String title = arguments.length == 0 ? "" : arguments[0];
    System.out.write(new TerminalToSvg().picture(title, text).getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  private String picture(String title, String text) {
    List<String> lines = new ArrayList<>();
    int columns = 40;
    for (String line : text.split("\n")) {
      columns = Math.max(columns, ESCAPE.matcher(line).replaceAll("").stripTrailing().length());
      lines.add(line);
    }
    int width = (int) Math.ceil(columns * CHARACTER) + 2 * MARGIN;
    int height = BAR + lines.size() * LINE + MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
        <title>%s</title>
        <rect width="100%%" height="100%%" rx="8" fill="#0d1117"/>
        <circle cx="20" cy="17" r="5" fill="#ff5f57"/><circle cx="38" cy="17" r="5" fill="#febc2e"/><circle cx="56" cy="17" r="5" fill="#28c840"/>
        <g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" fill="#e6edf3" xml:space="preserve">
        <text x="%d" y="22" text-anchor="middle" fill="#8b949e">%s</text>
        """
            .formatted(width, height, width, height, escaped(title), width / 2, escaped(title)));
    int y = BAR + 14;
    for (String line : lines) {
      row(svg, line, y);
      y += LINE;
    }
    return svg.append("</g>\n</svg>\n").toString();
  }

  /** Each piece is stretched to its columns, so that it stands right in any font. */
  private void row(StringBuilder svg, String line, int y) {
    Matcher escape = ESCAPE.matcher(line);
    int from = 0;
    int column = 0;
    while (from <= line.length()) {
      boolean found = escape.find(from);
      String piece = line.substring(from, found ? escape.start() : line.length());
      piece(svg, piece, column, y);
      column += piece.length();
      if (!found) {
        return;
      }
      apply(escape.group(1));
      from = escape.end();
    }
  }

  private void piece(StringBuilder svg, String piece, int column, int y) {
    String trimmed = piece.stripTrailing();
    int blanks = trimmed.length() - trimmed.stripLeading().length();
    String text = trimmed.substring(blanks);
    if (text.isEmpty()) {
      return;
    }
    svg.append(
        "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\"%s>%s</text>%n"
            .formatted(
                MARGIN + (column + blanks) * CHARACTER,
                y,
                text.length() * CHARACTER,
                look(),
                escaped(text)));
  }

  private String look() {
    String look = bold ? " font-weight=\"bold\"" : "";
    if (colour >= 0) {
      look += " fill=\"" + COLOURS[colour] + "\"";
    }
    return dim ? look + " opacity=\"0.65\"" : look;
  }

  private void apply(String codes) {
    for (String code : codes.split(";")) {
      int number = code.isEmpty() ? 0 : Integer.parseInt(code);
      switch (number) {
        case 0 -> {
          bold = false;
          dim = false;
          colour = -1;
        }
        case 1 -> bold = true;
        case 2 -> dim = true;
        case 22 -> {
          bold = false;
          dim = false;
        }
        case 39 -> colour = -1;
        default -> {
          if (number >= 30 && number <= 37) {
            colour = number - 30;
          } else if (number >= 90 && number <= 97) {
            colour = number - 90;
          }
        }
      }
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace(" ", "&#160;");
  }
}
