package dev.tercet.host;

import java.util.List;
import java.util.Optional;

/** A value in a JSON text, with the places where it begins and ends. */
sealed interface JsonNode {

  int start();

  /** After its last character. */
  int end();

  /**
   * An object.
   *
   * @param trailingComma whether a comma follows its last member
   */
  record Members(int start, int end, List<Member> members, boolean trailingComma)
      implements JsonNode {

    Optional<Member> named(String name) {
      return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    /** Whether a name is there more than once, so that nobody can say which one counts. */
    boolean isTwice(String name) {
      return members.stream().filter(member -> member.name().equals(name)).count() > 1;
    }
  }

  /** A name and its value. */
  record Member(int start, String name, JsonNode value) {}

  /** An array. */
  record Items(int start, int end, List<JsonNode> items) implements JsonNode {}

  /** A string, without its escapes. */
  record Text(int start, int end, String text) implements JsonNode {}

  /** A number, {@code true}, {@code false} or {@code null}, as written. */
  record Word(int start, int end, String word) implements JsonNode {}

  /** Whether this is written for that. */
  default boolean is(Value value) {
    return switch (this) {
      case Text(_, _, var text) -> value instanceof Value.Text(var wanted) && text.equals(wanted);
      case Word(_, _, var word) ->
          value instanceof Value.Flag(var wanted) && word.equals(Boolean.toString(wanted));
      case Items(_, _, var items) ->
          value instanceof Value.Words(var wanted)
              && items.size() == wanted.size()
              && java.util.stream.IntStream.range(0, items.size())
                  .allMatch(i -> items.get(i).is(new Value.Text(wanted.get(i))));
      case Members(_, _, var members, _) ->
          value instanceof Value.Table(var wanted)
              && members.size() == wanted.size()
              && members.stream()
                  .allMatch(
                      one -> {
                        Value meant = wanted.get(one.name());
                        return meant != null && one.value().is(meant);
                      });
    };
  }
}
