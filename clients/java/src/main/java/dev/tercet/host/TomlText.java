package dev.tercet.host;

import dev.tercet.host.TomlReader.Header;
import dev.tercet.host.TomlReader.Pair;
import dev.tercet.host.TomlReader.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes of a TOML text that leave every other byte of it as it is. */
final class TomlText {

  private final String text;
  private final List<String> path;
  private final List<Pair> pairs = new ArrayList<>();
  private @Nullable Header header;

  private TomlText(String text, List<String> path) {
    this.text = text;
    this.path = path;
  }

  /** The text with an entry of that name in a section; what else the entry has is kept. */
  static String with(String text, String section, String name, Value.Table entry) throws Unusable {
    List<String> path = List.of(section, name);
    TomlText now = parse(text, path);
    if (now.header == null) {
      return now.appending(entry);
    }
    if (now.pairs.stream().anyMatch(pair -> pair.path().equals(List.of("url")))) {
      throw new Unusable(
          "[%s] is there and names an address; take it out first".formatted(now.dotted()));
    }
    String changed = text;
    for (Map.Entry<String, Value> member : entry.members().entrySet()) {
      changed =
          member.getValue() instanceof Value.Table(var inner)
              ? withInner(changed, path, member.getKey(), inner)
              : parse(changed, path).setting(member.getKey(), member.getValue());
    }
    return changed;
  }

  private static String withInner(
      String text, List<String> path, String name, Map<String, Value> members) throws Unusable {
    List<String> inner = List.of(path.get(0), path.get(1), name);
    TomlText outer = parse(text, path);
    if (outer.named(name) != null) {
      throw new Unusable(
          "%s of [%s] is written on one line; write it as a table [%s.%s], then try again"
              .formatted(name, outer.dotted(), outer.dotted(), name));
    }
    TomlText now = parse(text, inner);
    if (now.header == null) {
      return now.appending(new Value.Table(members));
    }
    String changed = text;
    for (Map.Entry<String, Value> member : members.entrySet()) {
      changed = parse(changed, inner).setting(member.getKey(), member.getValue());
    }
    return changed;
  }

  private static TomlText parse(String text, List<String> path) throws Unusable {
    TomlText parsed = new TomlText(text, path);
    List<String> here = List.of();
    for (Part part : TomlReader.read(text)) {
      switch (part) {
        case Header found -> {
          here = found.path();
          parsed.take(found);
        }
        case Pair pair -> parsed.take(pair, here);
      }
    }
    return parsed;
  }

  private void take(Header found) throws Unusable {
    boolean leadsHere =
        found.path().size() <= path.size()
            && path.subList(0, found.path().size()).equals(found.path());
    if (found.ofSeveral() && leadsHere) {
      throw Unusable.at(text, found.start(), "a list of tables, where one table is expected");
    }
    if (found.path().equals(path)) {
      if (header != null) {
        throw Unusable.at(text, found.start(), "[" + dotted() + "] is there twice");
      }
      header = found;
    }
  }

  private void take(Pair pair, List<String> table) throws Unusable {
    if (table.equals(path)) {
      pairs.add(pair);
      return;
    }
    List<String> whole = new ArrayList<>(table);
    whole.addAll(pair.path());
    boolean isOurs =
        whole.size() <= path.size()
            ? path.subList(0, whole.size()).equals(whole)
            : whole.subList(0, path.size()).equals(path) && table.size() < path.size();
    if (isOurs) {
      throw Unusable.at(
          text,
          pair.start(),
          "this sets %s without a table of its own; write it as [%s], then try again"
              .formatted(String.join(".", whole), dotted()));
    }
  }

  private String dotted() {
    return String.join(".", path);
  }

  private @Nullable Pair named(String name) {
    return pairs.stream()
        .filter(pair -> pair.path().equals(List.of(name)))
        .findFirst()
        .orElse(null);
  }

  private String appending(Value.Table entry) {
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    StringBuilder changed = new StringBuilder(text);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      changed.append(newline);
    }
    if (!text.isBlank()) {
      changed.append(newline);
    }
    return changed.append(block(dotted(), entry, newline)).toString();
  }

  /** A table as it is written anew; tables in it follow it. */
  static String block(String dotted, Value.Table entry, String newline) {
    StringBuilder block = new StringBuilder("[" + dotted + "]" + newline);
    entry
        .members()
        .forEach(
            (name, value) -> {
              if (!(value instanceof Value.Table)) {
                block.append(name).append(" = ").append(value.toml()).append(newline);
              }
            });
    entry
        .members()
        .forEach(
            (name, value) -> {
              if (value instanceof Value.Table inner) {
                block.append(newline).append(block(dotted + "." + name, inner, newline));
              }
            });
    return block.toString();
  }

  private String setting(String name, Value value) {
    Pair there = named(name);
    if (there != null) {
      return value.equals(there.value())
          ? text
          : text.substring(0, there.valueStart()) + value.toml() + text.substring(there.end());
    }
    Header mine = java.util.Objects.requireNonNull(header);
    int after = pairs.isEmpty() ? mine.end() : pairs.getLast().end();
    int lineEnd = text.indexOf('\n', after);
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    String line = name + " = " + value.toml();
    return lineEnd < 0
        ? text + newline + line + newline
        : text.substring(0, lineEnd + 1) + line + newline + text.substring(lineEnd + 1);
  }
}
