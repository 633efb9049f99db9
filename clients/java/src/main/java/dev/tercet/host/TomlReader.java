package dev.tercet.host;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a TOML text as far as it has to be known where its tables and pairs are (TOML 1.0). Values
 * are passed over; strings and arrays of strings are understood. Confined to one thread.
 */
final class TomlReader {

  private final String text;
  private final List<Part> parts = new ArrayList<>();
  private int at;

  private TomlReader(String text) {
    this.text = text;
    this.at = text.startsWith("\uFEFF") ? 1 : 0;
  }

  /** Something on a line of its own, with the places where it begins and ends. */
  sealed interface Part {

    int start();

    /** After its last character, before a comment. */
    int end();
  }

  /** {@code [a.b]}, or {@code [[a.b]]} for one of several. */
  record Header(int start, int end, List<String> path, boolean ofSeveral) implements Part {}

  /**
   * {@code a.b = value}.
   *
   * @param value null where it is neither a string nor a list of them
   */
  record Pair(int start, int end, List<String> path, int valueStart, @Nullable Value value)
      implements Part {}

  static List<Part> read(String text) throws Unusable {
    TomlReader reader = new TomlReader(text);
    while (reader.next()) {
      reader.part();
    }
    return List.copyOf(reader.parts);
  }

  /** Over white space, blank lines and comments. */
  private boolean next() {
    while (at < text.length()) {
      char one = text.charAt(at);
      if (" \t\r\n".indexOf(one) >= 0) {
        at++;
      } else if (one == '#') {
        toLineEnd();
      } else {
        return true;
      }
    }
    return false;
  }

  private void toLineEnd() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private void part() throws Unusable {
    int start = at;
    if (text.charAt(at) == '[') {
      boolean ofSeveral = text.startsWith("[[", at);
      at += ofSeveral ? 2 : 1;
      List<String> path = path();
      expect(ofSeveral ? "]]" : "]");
      parts.add(new Header(start, at, path, ofSeveral));
    } else {
      List<String> path = path();
      expect("=");
      blanks();
      int valueStart = at;
      Value value = value();
      parts.add(new Pair(start, at, path, valueStart, value));
    }
    blanks();
    if (at < text.length() && "#\r\n".indexOf(text.charAt(at)) < 0) {
      throw wrong("something follows where the line has to end");
    }
  }

  private void blanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private void expect(String what) throws Unusable {
    blanks();
    if (!text.startsWith(what, at)) {
      throw wrong(what + " is expected");
    }
    at += what.length();
  }

  private List<String> path() throws Unusable {
    List<String> path = new ArrayList<>();
    do {
      blanks();
      path.add(name());
      blanks();
    } while (passes('.'));
    return List.copyOf(path);
  }

  private boolean passes(char one) {
    if (at < text.length() && text.charAt(at) == one) {
      at++;
      return true;
    }
    return false;
  }

  private String name() throws Unusable {
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      return string();
    }
    int start = at;
    while (at < text.length() && isOfBareName(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw wrong("a name is expected");
    }
    return text.substring(start, at);
  }

  private static boolean isOfBareName(char one) {
    return (one >= 'a' && one <= 'z')
        || (one >= 'A' && one <= 'Z')
        || (one >= '0' && one <= '9')
        || one == '-'
        || one == '_';
  }

  private @Nullable Value value() throws Unusable {
    if (at >= text.length()) {
      throw wrong("a value is expected");
    }
    return switch (text.charAt(at)) {
      case '"', '\'' -> new Value.Text(string());
      case '[' -> list();
      case '{' -> {
        inlineTable();
        yield null;
      }
      default -> {
        plain();
        yield null;
      }
    };
  }

  private @Nullable Value list() throws Unusable {
    int start = at++;
    List<String> words = new ArrayList<>();
    boolean isOfWords = true;
    while (true) {
      if (!next()) {
        at = start;
        throw wrong("a list without its end");
      }
      if (passes(']')) {
        return isOfWords ? new Value.Words(words) : null;
      }
      if (value() instanceof Value.Text(var word)) {
        words.add(word);
      } else {
        isOfWords = false;
      }
      if (next() && !passes(',') && text.charAt(at) != ']') {
        throw wrong("a comma or ] is expected");
      }
    }
  }

  private void inlineTable() throws Unusable {
    int start = at++;
    while (true) {
      if (!next()) {
        at = start;
        throw wrong("a table without its end");
      }
      if (passes('}')) {
        return;
      }
      path();
      expect("=");
      blanks();
      value();
      if (next() && !passes(',') && text.charAt(at) != '}') {
        throw wrong("a comma or } is expected");
      }
    }
  }

  /** A number, a date, true or false. */
  private void plain() throws Unusable {
    int start = at;
    while (at < text.length() && ",]}#\r\n=\"'".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    while (at > start && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
      at--;
    }
    if (!text.substring(start, at)
        .matches("true|false|[-+]?(inf|nan)|[-+]?[0-9][-+0-9a-fA-FxoTZtz_:. ]*")) {
      at = start;
      throw wrong("a value is expected");
    }
  }

  private String string() throws Unusable {
    int start = at;
    String quote = text.substring(at, at + 1);
    boolean isLong = text.startsWith(quote.repeat(3), at);
    boolean hasEscapes = quote.equals("\"");
    at += isLong ? 3 : 1;
    StringBuilder decoded = new StringBuilder();
    while (true) {
      if (at >= text.length() || (!isLong && text.charAt(at) == '\n')) {
        at = start;
        throw wrong("a string without its end");
      }
      if (text.startsWith(isLong ? quote.repeat(3) : quote, at)) {
        at += isLong ? 3 : 1;
        // Up to two more quotation marks belong to a long string's text.
        while (isLong && text.startsWith(quote, at)) {
          at++;
          decoded.append(quote);
        }
        return decoded.toString();
      }
      char one = text.charAt(at++);
      if (one == '\\' && hasEscapes) {
        escape(decoded);
      } else {
        decoded.append(one);
      }
    }
  }

  private void escape(StringBuilder decoded) throws Unusable {
    char one = at < text.length() ? text.charAt(at) : ' ';
    switch (one) {
      case 'u', 'U' -> {
        int length = one == 'u' ? 4 : 8;
        String digits = text.substring(at + 1, Math.min(text.length(), at + 1 + length));
        if (digits.length() < length || !digits.matches("[0-9a-fA-F]+")) {
          throw wrong("\\%s needs %d hexadecimal digits".formatted(one, length));
        }
        decoded.append(Character.toString(Integer.parseUnsignedInt(digits, 16) & 0x1fffff));
        at += length + 1;
      }
      case 'n' -> put(decoded, '\n');
      case 't' -> put(decoded, '\t');
      case 'r' -> put(decoded, '\r');
      case 'b' -> put(decoded, '\b');
      case 'f' -> put(decoded, '\f');
      case '"', '\\', ' ', '\t', '\r', '\n' -> put(decoded, one);
      default -> throw wrong("an escape that TOML does not have");
    }
  }

  private void put(StringBuilder decoded, char one) {
    decoded.append(one);
    at++;
  }

  private Unusable wrong(String what) {
    return Unusable.at(text, at, what);
  }
}
