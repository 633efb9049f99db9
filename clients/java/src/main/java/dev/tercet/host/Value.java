package dev.tercet.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a setting is set to, whatever the file's format. */
public sealed interface Value {

  /** One line of JSON. */
  String json();

  /** As TOML has it on one line. */
  String toml();

  /** A string. */
  record Text(String text) implements Value {
    @Override
    public String json() {
      return quoted(text);
    }

    @Override
    public String toml() {
      return quoted(text);
    }
  }

  /** A list of strings. */
  record Words(List<String> words) implements Value {
    public Words {
      words = List.copyOf(words);
    }

    @Override
    public String json() {
      return words.stream().map(Value::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public String toml() {
      return json();
    }
  }

  /** Yes or no. */
  record Flag(boolean on) implements Value {
    @Override
    public String json() {
      return Boolean.toString(on);
    }

    @Override
    public String toml() {
      return json();
    }
  }

  /** Settings by name, in order. */
  record Table(Map<String, Value> members) implements Value {
    public Table {
      members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public String json() {
      return members.entrySet().stream()
          .map(member -> quoted(member.getKey()) + ": " + member.getValue().json())
          .collect(Collectors.joining(", ", "{ ", " }"));
    }

    @Override
    public String toml() {
      return members.entrySet().stream()
          .map(member -> member.getKey() + " = " + member.getValue().toml())
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
  }

  /** A string with the escapes that JSON and TOML have in common. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      switch (one) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (one < ' ' || one == 0x7f) {
            quoted.append("\\u%04x".formatted((int) one));
          } else {
            quoted.append(one);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
