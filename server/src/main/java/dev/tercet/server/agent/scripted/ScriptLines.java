package dev.tercet.server.agent.scripted;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of a script, taken from the top. Used by one thread. */
final class ScriptLines {

  /** {@code <<END}, or {@code <<'END'} for a text whose placeholders stay as they are. */
  static final Pattern MARKER = Pattern.compile("<<('?)([A-Z][A-Z0-9_]*)\\1");

  /**
   * A line that says something, with those that it continues on.
   *
   * @param name its first word
   * @param rest what follows it, without blanks at both ends
   */
  record Statement(int line, String name, String rest) {}

  private final List<String> lines;
  private int next;

  ScriptLines(String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    this.lines = body.lines().toList();
  }

  /** The next statement; null at the end. */
  @Nullable Statement statement() {
    while (next < lines.size()) {
      int line = next + 1;
      String text = continued();
      if (!text.isEmpty() && !text.startsWith("#")) {
        String[] parts = text.split("\\s+", 2);
        return new Statement(line, parts[0], parts.length == 1 ? "" : parts[1]);
      }
    }
    return null;
  }

  private String continued() {
    String text = lines.get(next++).strip();
    if (text.startsWith("#")) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text);
    while (endsInBackslash(whole) && next < lines.size()) {
      whole.setLength(whole.length() - 1);
      whole.append(lines.get(next++).strip());
    }
    return whole.toString();
  }

  private static boolean endsInBackslash(CharSequence text) {
    return text.length() > 1
        && text.charAt(text.length() - 1) == '\\'
        && Character.isWhitespace(text.charAt(text.length() - 2));
  }

  /**
   * The lines up to the one that holds the marker's word alone. As far as that one is indented, the
   * others have to be as well, and lose it.
   */
  Words block(int line, Matcher marker) {
    String end = marker.group(2);
    int first = next;
    while (next < lines.size() && !lines.get(next).strip().equals(end)) {
      next++;
    }
    if (next == lines.size()) {
      throw new ScriptFault(
          line, "the text begun by <<" + end + " does not end", "put " + end + " on a line alone");
    }
    String last = lines.get(next++);
    String indent = last.substring(0, last.indexOf(end));
    return new Words(unindented(first, next - 1, indent), !marker.group(1).isEmpty());
  }

  private String unindented(int from, int to, String indent) {
    List<String> content = new ArrayList<>();
    for (int index = from; index < to; index++) {
      String line = lines.get(index);
      if (!line.startsWith(indent) && !line.isBlank()) {
        throw new ScriptFault(
            index + 1,
            "this line is indented less than the end of its text",
            "indent it as far, or the end less");
      }
      content.add(line.startsWith(indent) ? line.substring(indent.length()) : "");
    }
    return content.isEmpty() ? "" : String.join("\n", content) + "\n";
  }
}
