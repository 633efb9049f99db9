package dev.tercet.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lines are followed from one version of a text to another. */
class LineMapTest {

  private static LineMap.Place place(String before, String after, int line) {
    return LineMap.of(before.lines().toList(), after.lines().toList()).place(line);
  }

  @Test
  void a_line_moves_with_what_is_put_before_it() {
    assertThat(place("a\nb\nc", "x\ny\na\nb\nc", 2)).isEqualTo(new LineMap.Place(4, true));
  }

  @Test
  void a_line_that_is_gone_is_shown_at_its_nearest_neighbour() {
    assertThat(place("a\nb\nc\nd", "a\nc\nd", 2)).isEqualTo(new LineMap.Place(1, false));
    assertThat(place("gone\na", "a", 1)).isEqualTo(new LineMap.Place(1, false));
  }

  @Test
  void a_line_that_was_carried_elsewhere_is_followed() {
    String before = "first();\nsecond();\nthird();\nfourth();";
    String after = "second();\nthird();\nfourth();\nfirst();";
    assertThat(place(before, after, 1)).isEqualTo(new LineMap.Place(4, true));
  }

  @Test
  void what_is_left_of_a_stretch_stands_for_it() {
    LineMap map = LineMap.of(List.of("a", "b", "c", "d"), List.of("new", "b", "c", "new"));
    assertThat(map.stretch(1, 3)).isEqualTo(new LineMap.Stretch(2, 3, true));
    assertThat(map.stretch(4, 4)).isEqualTo(new LineMap.Stretch(3, 3, false));
  }

  @Test
  void nothing_at_all_is_a_place_too() {
    assertThat(place("a", "", 1)).isEqualTo(new LineMap.Place(1, false));
    assertThat(place("", "a", 7)).isEqualTo(new LineMap.Place(1, false));
  }

  @Test
  void a_text_without_change_maps_onto_itself() {
    List<String> text = IntStream.range(0, 500).mapToObj(i -> "line " + i % 7).toList();
    LineMap map = LineMap.of(text, text);
    for (int line = 1; line <= text.size(); line++) {
      assertThat(map.place(line)).isEqualTo(new LineMap.Place(line, true));
    }
  }

  /** Random edits of random texts, of which it is known which line went where. */
  @Test
  void whatever_is_edited_a_line_is_followed_only_to_its_like_and_by_one_alone() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<String> before = text(random, random.nextInt(60), 1 + random.nextInt(30));
      List<String> after = edited(random, before);
      LineMap map = LineMap.of(before, after);
      Set<Integer> taken = new HashSet<>();
      for (int line = 1; line <= before.size(); line++) {
        LineMap.Place place = map.place(line);
        assertThat(place.line()).as("seed %d", seed).isBetween(1, Math.max(1, after.size()));
        if (place.survives()) {
          assertThat(after.get(place.line() - 1))
              .as("seed %d line %d", seed, line)
              .isEqualTo(before.get(line - 1));
          assertThat(taken.add(place.line())).as("seed %d line %d", seed, line).isTrue();
        }
      }
    }
  }

  @Test
  void lines_that_stand_alone_survive_whatever_is_inserted_and_removed_around_them() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<String> before = IntStream.range(0, 80).mapToObj(i -> "unique line " + i).toList();
      List<String> after = new ArrayList<>();
      for (String line : before) {
        for (int more = random.nextInt(3); more > 0; more--) {
          after.add("inserted " + random.nextInt());
        }
        if (random.nextInt(4) > 0) {
          after.add(line);
        }
      }
      LineMap map = LineMap.of(before, after);
      for (int line = 1; line <= before.size(); line++) {
        int expected = after.indexOf(before.get(line - 1)) + 1;
        assertThat(map.place(line).survives()).as("seed %d", seed).isEqualTo(expected > 0);
        if (expected > 0) {
          assertThat(map.place(line).line()).isEqualTo(expected);
        }
      }
    }
  }

  private static List<String> text(Random random, int lines, int words) {
    return IntStream.range(0, lines).mapToObj(_ -> "word " + random.nextInt(words)).toList();
  }

  private static List<String> edited(Random random, List<String> before) {
    List<String> after = new ArrayList<>(before);
    for (int edits = random.nextInt(12); edits > 0; edits--) {
      int at = random.nextInt(after.size() + 1);
      switch (random.nextInt(3)) {
        case 0 -> after.add(at, "word " + random.nextInt(40));
        case 1 -> {
          if (at < after.size()) {
            after.remove(at);
          }
        }
        default -> {
          if (at < after.size()) {
            after.add(random.nextInt(after.size()), after.remove(at));
          }
        }
      }
    }
    return after;
  }
}
