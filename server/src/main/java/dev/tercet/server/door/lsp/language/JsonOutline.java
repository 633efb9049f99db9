package dev.tercet.server.door.lsp.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text while it is being typed: the members as far as they can be told, where each stands,
 * and what a place in it is for. Comments are skipped; what is broken ends nothing.
 */
final class JsonOutline {

  private static final int DEEPEST = 30;
  private static final int MOST_MEMBERS = 10_000;

  /**
   * A member of an object.
   *
   * @param path names from the top, the member's own last
   * @param end of its value, or of what there is of it
   */
  record Member(List<String> path, int nameStart, int nameEnd, int valueStart, int end) {

    String dotted() {
      return String.join(".", path);
    }
  }

  /** What is typed at a place: a name in the object at {@code path}, or that member's value. */
  record Spot(List<String> path, boolean isName, int start) {}

  private final String text;
  private final int watched;
  private final List<Member> members = new ArrayList<>();
  private @Nullable Spot spot;
  private int at;

  private JsonOutline(String text, int watched) {
    this.text = text;
    this.watched = watched;
    value(List.of(), 0);
  }

  static List<Member> members(String text) {
    return List.copyOf(new JsonOutline(text, -1).members);
  }

  /** What a place is for; null where nothing of ours can stand. */
  static @Nullable Spot spot(String text, int offset) {
    return new JsonOutline(text, offset).spot;
  }

  private void value(List<String> path, int depth) {
    skip(path, false);
    int start = at;
    if (at >= text.length()) {
      watch(path, false, start);
      return;
    }
    switch (text.charAt(at)) {
      case '{' -> object(path, depth);
      case '[' -> array(path, depth);
      case '"' -> string();
      default -> {
        while (at < text.length() && ",]}\n\r".indexOf(text.charAt(at)) < 0) {
          at++;
        }
      }
    }
    boolean container = start < text.length() && "{[".indexOf(text.charAt(start)) >= 0;
    if (!container) {
      watch(path, false, start);
    }
  }

  private void object(List<String> path, int depth) {
    at++;
    while (at < text.length() && members.size() < MOST_MEMBERS) {
      skip(path, true);
      if (at >= text.length()) {
        break;
      }
      char c = text.charAt(at);
      if (c == '}') {
        at++;
        return;
      }
      if (c == ',') {
        at++;
      } else if (c == '"' && depth < DEEPEST) {
        member(path, depth);
      } else {
        at++;
      }
    }
    watch(path, true, at);
  }

  private void member(List<String> path, int depth) {
    int start = at;
    String name = string();
    int end = at;
    watch(path, true, start);
    List<String> own = new ArrayList<>(path);
    own.add(name);
    int place = members.size();
    skip(own, false);
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
      skip(own, false);
      int value = at;
      value(own, depth + 1);
      members.add(place, new Member(List.copyOf(own), start, end, value, at));
    } else {
      members.add(place, new Member(List.copyOf(own), start, end, end, end));
    }
  }

  private void array(List<String> path, int depth) {
    at++;
    while (at < text.length()) {
      skip(path, false);
      if (at >= text.length() || text.charAt(at) == ']') {
        at++;
        break;
      }
      int before = at;
      if (text.charAt(at) == ',') {
        at++;
      } else if (depth < DEEPEST) {
        value(path, depth + 1);
      }
      if (at == before) {
        at++;
      }
    }
    at = Math.min(at, text.length());
  }

  /** A text in quotes; one that is not closed ends with its line. */
  private String string() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    if (at < text.length() && text.charAt(at) == '"') {
      at++;
    }
    return value.toString();
  }

  /** Over white space and comments; the watched place may be in between. */
  private void skip(List<String> path, boolean isName) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (at == watched && spot == null) {
        spot = new Spot(List.copyOf(path), isName, watched);
      }
      if (text.startsWith("//", at)) {
        at = end(text.indexOf('\n', at));
      } else if (text.startsWith("/*", at)) {
        at = Math.min(text.length(), end(text.indexOf("*/", at)) + 2);
      } else if (Character.isWhitespace(c) || c == '\uFEFF') {
        at++;
      } else {
        return;
      }
    }
  }

  private int end(int found) {
    return found < 0 ? text.length() : found;
  }

  private void watch(List<String> path, boolean isName, int start) {
    if (watched > start && watched <= at) {
      spot = new Spot(List.copyOf(path), isName, start);
    } else if (watched == start && spot == null) {
      spot = new Spot(List.copyOf(path), isName, start);
    }
  }
}
