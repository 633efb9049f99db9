package dev.tercet.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of a JSON text that leave every other byte of it as it is. */
final class JsonText {

  private final String text;
  private final JsonNode.Members root;
  private final boolean withComments;

  private JsonText(String text, JsonNode.Members root, boolean withComments) {
    this.text = text;
    this.root = root;
    this.withComments = withComments;
  }

  /**
   * The text with an entry of that name in a section; what else the entry has is kept, unless it is
   * of another kind.
   */
  static String with(
      String text, boolean withComments, String section, String name, Value.Table entry)
      throws Unusable {
    if (text.isBlank() || text.equals("\uFEFF")) {
      return fresh(section, name, entry);
    }
    JsonText now = parse(text, withComments);
    Optional<JsonNode.Members> there = now.section(List.of(section, name));
    if (there.isEmpty()) {
      return now.adding(section, name, entry);
    }
    if (isOfAnotherKind(there.get(), entry)) {
      return now.replacing(there.get(), entry);
    }
    String changed = text;
    for (Map.Entry<String, Value> member : entry.members().entrySet()) {
      changed = parse(changed, withComments).setting(List.of(section, name), member);
    }
    return changed;
  }

  /** A new file. */
  static String fresh(String section, String name, Value.Table entry) {
    Value.Table file = new Value.Table(Map.of(section, new Value.Table(Map.of(name, entry))));
    return written(file, "", "  ", "\n") + "\n";
  }

  private static JsonText parse(String text, boolean withComments) throws Unusable {
    if (!(JsonReader.read(text, withComments) instanceof JsonNode.Members root)) {
      throw Unusable.at(text, 0, "the file is no JSON object");
    }
    return new JsonText(text, root, withComments);
  }

  /** A host that is told an address does not start a command, and the other way round. */
  private static boolean isOfAnotherKind(JsonNode.Members there, Value.Table entry) {
    boolean isRemote = there.named("url").isPresent() || there.named("httpUrl").isPresent();
    return isRemote && entry.members().containsKey("command");
  }

  /** The object at a path of names; empty where one of them is missing. */
  private Optional<JsonNode.Members> section(List<String> path) throws Unusable {
    JsonNode.Members here = root;
    for (String name : path) {
      if (here.isTwice(name)) {
        throw Unusable.at(text, here.start(), "\"" + name + "\" is there twice");
      }
      Optional<JsonNode.Member> member = here.named(name);
      if (member.isEmpty()) {
        return Optional.empty();
      }
      if (!(member.get().value() instanceof JsonNode.Members next)) {
        throw Unusable.at(text, member.get().start(), "\"" + name + "\" is no object");
      }
      here = next;
    }
    return Optional.of(here);
  }

  private String adding(String section, String name, Value.Table entry) throws Unusable {
    Optional<JsonNode.Members> there = section(List.of(section));
    return there.isPresent()
        ? inserting(there.get(), name, entry)
        : inserting(root, section, new Value.Table(Map.of(name, entry)));
  }

  private String setting(List<String> path, Map.Entry<String, Value> member) throws Unusable {
    JsonNode.Members entry = section(path).orElseThrow();
    if (entry.isTwice(member.getKey())) {
      throw Unusable.at(text, entry.start(), "\"" + member.getKey() + "\" is there twice");
    }
    Optional<JsonNode.Member> there = entry.named(member.getKey());
    if (there.isEmpty()) {
      return inserting(entry, member.getKey(), member.getValue());
    }
    JsonNode old = there.get().value();
    if (member.getValue() instanceof Value.Table table && old instanceof JsonNode.Members) {
      String changed = text;
      List<String> deeper = new java.util.ArrayList<>(path);
      deeper.add(member.getKey());
      for (Map.Entry<String, Value> inner : table.members().entrySet()) {
        changed = parse(changed, withComments).setting(deeper, inner);
      }
      return changed;
    }
    return old.is(member.getValue()) ? text : replacing(old, member.getValue());
  }

  private String replacing(JsonNode old, Value value) {
    String written =
        isOneLine(old) ? value.json() : written(value, indentAt(old.start()), unit(), newline());
    return text.substring(0, old.start()) + written + text.substring(old.end());
  }

  private String inserting(JsonNode.Members into, String name, Value value) {
    boolean compact = isOneLine(into) && !into.members().isEmpty();
    String indent = compact ? "" : childIndent(into);
    String member =
        Value.quoted(name)
            + ": "
            + (compact ? value.json() : written(value, indent, unit(), newline()));
    int close = into.end() - 1;
    int lastText = close;
    while (lastText > into.start() + 1 && Character.isWhitespace(text.charAt(lastText - 1))) {
      lastText--;
    }
    StringBuilder changed = new StringBuilder(text);
    String after = into.trailingComma() ? "," : "";
    if (compact) {
      changed.insert(lastText, (into.trailingComma() ? " " : ", ") + member + after);
      return changed.toString();
    }
    changed.replace(
        lastText, close, newline() + indent + member + after + newline() + indentAt(into.start()));
    if (!into.members().isEmpty() && !into.trailingComma()) {
      changed.insert(into.members().getLast().value().end(), ",");
    }
    return changed.toString();
  }

  private boolean isOneLine(JsonNode node) {
    return text.substring(node.start(), node.end()).indexOf('\n') < 0;
  }

  /** White space at the beginning of the line that an offset is in. */
  private String indentAt(int offset) {
    int line = text.lastIndexOf('\n', offset - 1) + 1;
    int end = line;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(line, end);
  }

  private String childIndent(JsonNode.Members object) {
    if (!object.members().isEmpty()) {
      int first = object.members().getFirst().start();
      int line = text.lastIndexOf('\n', first - 1) + 1;
      if (line > object.start() && text.substring(line, first).isBlank()) {
        return text.substring(line, first);
      }
    }
    return indentAt(object.start()) + unit();
  }

  /** How much one level is set in, as the file has it. */
  private String unit() {
    if (!root.members().isEmpty()) {
      int first = root.members().getFirst().start();
      int line = text.lastIndexOf('\n', first - 1) + 1;
      if (line > root.start() && first > line && text.substring(line, first).isBlank()) {
        return text.substring(line, first);
      }
    }
    return "  ";
  }

  private String newline() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  private static String written(Value value, String indent, String unit, String newline) {
    if (!(value instanceof Value.Table(var members)) || members.isEmpty()) {
      return value.json();
    }
    StringBuilder written = new StringBuilder("{");
    String separator = "";
    for (Map.Entry<String, Value> member : members.entrySet()) {
      written
          .append(separator)
          .append(newline)
          .append(indent)
          .append(unit)
          .append(Value.quoted(member.getKey()))
          .append(": ")
          .append(written(member.getValue(), indent + unit, unit, newline));
      separator = ",";
    }
    return written.append(newline).append(indent).append('}').toString();
  }
}
