package dev.tercet.server.agent.scripted;

import dev.tercet.server.agent.scripted.ScriptLines.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What follows the name of a statement: words in order, and words with a key. */
final class Arguments {

  private static final Pattern KEY = Pattern.compile("([a-z][a-z-]*)=");
  private static final Pattern BARE = Pattern.compile("[^\\s\"]+");

  private final int line;
  private final String name;
  private final List<Words> plain = new ArrayList<>();
  private final Map<String, Words> keyed = new LinkedHashMap<>();

  private Arguments(Statement statement) {
    this.line = statement.line();
    this.name = statement.name();
  }

  /** Reads the words; a text begun by a marker is taken from the lines below. */
  static Arguments of(Statement statement, ScriptLines lines) {
    Arguments arguments = new Arguments(statement);
    arguments.read(statement.rest(), lines);
    return arguments;
  }

  int line() {
    return line;
  }

  String name() {
    return name;
  }

  List<Words> plain() {
    return plain;
  }

  Map<String, Words> keyed() {
    return keyed;
  }

  @Nullable Words keyed(String key) {
    return keyed.get(key);
  }

  /** Refuses other numbers of plain words, and keys that are not among these. */
  Arguments expect(int least, int most, Set<String> keys, String form) {
    if (plain.size() < least || plain.size() > most) {
      throw new ScriptFault(
          line, "`" + name + "` has " + plain.size() + " plain words", "write `" + form + "`");
    }
    for (String key : keyed.keySet()) {
      if (!keys.contains(key)) {
        throw new ScriptFault(
            line,
            "`" + name + "` knows no \"" + key + "=\"",
            keys.isEmpty()
                ? "write `" + form + "`, with quotes round a text that holds ="
                : "use " + String.join(", ", keys.stream().sorted().toList()));
      }
    }
    return this;
  }

  private void read(String text, ScriptLines lines) {
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      Matcher key = KEY.matcher(text).region(at, text.length());
      String named = key.lookingAt() ? key.group(1) : null;
      int end = value(text, named == null ? at : key.end(), named, lines);
      at = end;
    }
  }

  /** Reads one value and gives back where it ends. */
  private int value(String text, int at, @Nullable String key, ScriptLines lines) {
    Matcher marker = ScriptLines.MARKER.matcher(text).region(at, text.length());
    if (marker.lookingAt()) {
      put(key, lines.block(line, marker));
      return marker.end();
    }
    if (at < text.length() && text.charAt(at) == '"') {
      StringBuilder unquoted = new StringBuilder();
      int end = unquote(text, at + 1, unquoted);
      put(key, Words.of(unquoted.toString()));
      return end;
    }
    Matcher bare = BARE.matcher(text).region(at, text.length());
    boolean found = bare.lookingAt();
    put(key, Words.of(found ? bare.group() : ""));
    return found ? bare.end() : at;
  }

  private int unquote(String text, int from, StringBuilder into) {
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        return at + 1;
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        into.append(
            switch (text.charAt(at)) {
              case 'n' -> '\n';
              case 't' -> '\t';
              default -> text.charAt(at);
            });
      } else {
        into.append(c);
      }
    }
    throw new ScriptFault(line, "a quote is not closed", "put \" at the end of the text");
  }

  private void put(@Nullable String key, Words value) {
    if (key == null) {
      plain.add(value);
    } else if (keyed.put(key, value) != null) {
      throw new ScriptFault(line, "\"" + key + "=\" is there twice", "keep one of them");
    }
  }
}
