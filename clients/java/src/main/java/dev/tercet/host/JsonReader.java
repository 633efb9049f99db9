package dev.tercet.host;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a JSON text and notes where everything is. Comments and commas before a closing bracket are
 * taken where the host that reads the file takes them (RFC 8259; JSON with comments as VS Code has
 * it). Confined to one thread.
 */
final class JsonReader {

  private static final int DEEPEST = 200;

  private final String text;
  private final boolean withComments;
  private int at;
  private int depth;

  private JsonReader(String text, boolean withComments) {
    this.text = text;
    this.withComments = withComments;
    // The mark that some editors put at the beginning of a file.
    this.at = text.startsWith("\uFEFF") ? 1 : 0;
  }

  static JsonNode read(String text, boolean withComments) throws Unusable {
    JsonReader reader = new JsonReader(text, withComments);
    reader.skip();
    JsonNode node = reader.value();
    reader.skip();
    if (reader.at < text.length()) {
      throw reader.wrong("something follows the end of the value");
    }
    return node;
  }

  private JsonNode value() throws Unusable {
    if (at >= text.length()) {
      throw wrong("the file ends where a value is expected");
    }
    return switch (text.charAt(at)) {
      case '{' -> members();
      case '[' -> items();
      case '"' -> string();
      default -> word();
    };
  }

  private JsonNode.Members members() throws Unusable {
    int start = at;
    enter();
    List<JsonNode.Member> members = new ArrayList<>();
    boolean comma = false;
    while (!closes('}')) {
      if (!members.isEmpty() && !comma) {
        throw wrong("a comma or } is expected");
      }
      int begin = at;
      if (at >= text.length() || text.charAt(at) != '"') {
        throw wrong("a name in quotation marks is expected");
      }
      String name = string().text();
      skip();
      if (at >= text.length() || text.charAt(at) != ':') {
        throw wrong("a colon is expected after \"" + name + "\"");
      }
      at++;
      skip();
      members.add(new JsonNode.Member(begin, name, value()));
      skip();
      comma = comma();
    }
    leave(comma);
    return new JsonNode.Members(start, at, List.copyOf(members), comma);
  }

  private JsonNode.Items items() throws Unusable {
    int start = at;
    enter();
    List<JsonNode> items = new ArrayList<>();
    boolean comma = false;
    while (!closes(']')) {
      if (!items.isEmpty() && !comma) {
        throw wrong("a comma or ] is expected");
      }
      items.add(value());
      skip();
      comma = comma();
    }
    leave(comma);
    return new JsonNode.Items(start, at, List.copyOf(items));
  }

  private void enter() throws Unusable {
    if (++depth > DEEPEST) {
      throw wrong("it is nested too deeply");
    }
    at++;
    skip();
  }

  private boolean closes(char bracket) throws Unusable {
    if (at >= text.length()) {
      throw wrong("the file ends before the closing " + bracket);
    }
    return text.charAt(at) == bracket;
  }

  private void leave(boolean comma) throws Unusable {
    if (comma && !withComments) {
      throw wrong("a comma before the closing bracket");
    }
    depth--;
    at++;
  }

  private boolean comma() throws Unusable {
    if (at < text.length() && text.charAt(at) == ',') {
      at++;
      skip();
      return true;
    }
    return false;
  }

  private JsonNode.Text string() throws Unusable {
    int start = at;
    StringBuilder decoded = new StringBuilder();
    at++;
    while (true) {
      if (at >= text.length() || text.charAt(at) == '\n') {
        at = start;
        throw wrong("a string without its end");
      }
      char one = text.charAt(at++);
      if (one == '"') {
        return new JsonNode.Text(start, at, decoded.toString());
      }
      decoded.append(one == '\\' ? escaped() : one);
    }
  }

  private char escaped() throws Unusable {
    char one = at < text.length() ? text.charAt(at) : ' ';
    at++;
    return switch (one) {
      case '"', '\\', '/' -> one;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        String digits = text.substring(at, Math.min(text.length(), at + 4));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
          throw wrong("\\u needs four hexadecimal digits");
        }
        at += 4;
        yield (char) Integer.parseInt(digits, 16);
      }
      default -> {
        at--;
        throw wrong("an escape that JSON does not have");
      }
    };
  }

  private JsonNode.Word word() throws Unusable {
    int start = at;
    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || isOfNumber())) {
      at++;
    }
    String word = text.substring(start, at);
    if (!word.matches("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
      at = start;
      throw wrong("a value is expected");
    }
    return new JsonNode.Word(start, at, word);
  }

  private boolean isOfNumber() {
    return "+-.".indexOf(text.charAt(at)) >= 0;
  }

  /** Over white space, and comments where they may be. */
  private void skip() throws Unusable {
    while (at < text.length()) {
      char one = text.charAt(at);
      if (" \t\r\n".indexOf(one) >= 0) {
        at++;
      } else if (one == '/' && at + 1 < text.length() && "/*".indexOf(text.charAt(at + 1)) >= 0) {
        if (!withComments) {
          throw wrong("a comment, which this host does not read");
        }
        skipComment();
      } else {
        return;
      }
    }
  }

  private void skipComment() throws Unusable {
    boolean isLine = text.charAt(at + 1) == '/';
    int end = text.indexOf(isLine ? "\n" : "*/", at + 2);
    if (end < 0 && !isLine) {
      throw wrong("a comment without its end");
    }
    at = end < 0 ? text.length() : isLine ? end : end + 2;
  }

  private Unusable wrong(String what) {
    return Unusable.at(text, at, what);
  }
}
