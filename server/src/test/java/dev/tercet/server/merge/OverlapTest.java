package dev.tercet.server.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.workflow.Glob;
import dev.tercet.server.workflow.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OverlapTest {

  @Test
  void tasks_that_change_one_path_overlap_on_it() {
    assertThat(
            among(
                changed("search", "src/Db.java", "src/Search.java"),
                changed("csv", "src/Csv.java", "src/Db.java"),
                changed("docs", "README.md")))
        .containsExactly(
            new Overlap(new TaskId("csv"), new TaskId("search"), List.of("src/Db.java"), 1));
  }

  @Test
  void a_footprint_overlaps_with_what_it_matches() {
    Reach spec = new Reach(new TaskId("spec"), Set.of(), Set.of("src/db/**"));
    assertThat(among(spec, changed("csv", "src/db/Row.java")))
        .extracting(Overlap::paths)
        .containsExactly(List.of("src/db/Row.java"));
    Reach wider = new Reach(new TaskId("wider"), Set.of(), Set.of("src/**", "docs/**"));
    assertThat(among(spec, wider)).extracting(Overlap::paths).containsExactly(List.of("src/db/**"));
    Reach other = new Reach(new TaskId("other"), Set.of(), Set.of("docs/**"));
    assertThat(among(spec, other)).isEmpty();
  }

  @Test
  void what_is_shown_is_sorted_and_bounded_and_counted_whole() {
    Set<String> many =
        IntStream.range(0, 900).mapToObj("src/%03d"::formatted).collect(Collectors.toSet());
    Overlap overlap =
        among(
                new Reach(new TaskId("a"), many, Set.of()),
                new Reach(new TaskId("b"), many, Set.of()))
            .getFirst();
    assertThat(overlap.paths()).hasSize(50).isSorted().startsWith("src/000");
    assertThat(overlap.count()).isEqualTo(900);
  }

  @Test
  void everybody_is_found_who_would_be_by_looking_at_each_pair() {
    List<String> paths =
        List.of("a", "a/b", "a/b/c", "a/bc", "ab", "b/c", "b/c/d.java", "./a", "a/", "x?");
    List<String> globs =
        List.of(
            "a",
            "a/",
            "./a",
            "a/*",
            "a/**",
            "a/**/c",
            "**",
            "*",
            "*/c",
            "**/d.java",
            "a?",
            "b/c/",
            "b/c/*.java",
            "./b/**",
            "?",
            "a*/c",
            "",
            "x\\?");
    Random random = new Random(7);
    for (int round = 0; round < 400; round++) {
      Ground ground = new Ground();
      Map<TaskId, Reach> reaches = new TreeMap<>();
      for (int at = 0; at < 40; at++) {
        TaskId task = new TaskId("task-" + random.nextInt(8));
        if (random.nextInt(5) == 0) {
          ground.remove(task);
          reaches.remove(task);
        } else {
          Reach reach = new Reach(task, some(paths, random), some(globs, random));
          ground.put(reach);
          reaches.put(task, reach);
        }
      }
      for (TaskId task : reaches.keySet()) {
        assertThat(ground.of(task, 50)).isEqualTo(looking(task, reaches));
        assertThat(ground.of(task, 2)).hasSizeLessThanOrEqualTo(2);
      }
    }
  }

  private static Set<String> some(List<String> all, Random random) {
    return all.stream().filter(_ -> random.nextInt(6) == 0).collect(Collectors.toSet());
  }

  /** The rule, said plainly. */
  private static List<Overlap> looking(TaskId task, Map<TaskId, Reach> reaches) {
    Reach one = reaches.get(task);
    return reaches.values().stream()
        .filter(other -> !other.task().equals(task))
        .map(
            other -> {
              SortedSet<String> shared = new TreeSet<>(one.changed());
              shared.retainAll(other.changed());
              meet(one.footprint(), other.changed(), shared);
              meet(one.footprint(), other.footprint(), shared);
              meet(other.footprint(), one.changed(), shared);
              meet(other.footprint(), one.footprint(), shared);
              return Overlap.of(task, other.task(), shared);
            })
        .filter(overlap -> overlap.count() > 0)
        .toList();
  }

  private static void meet(Set<String> globs, Set<String> others, SortedSet<String> shared) {
    others.stream()
        .filter(other -> globs.stream().anyMatch(glob -> Glob.matches(glob, other)))
        .forEach(shared::add);
  }

  /** What every task shares with those of greater ids. */
  private static List<Overlap> among(Reach... reaches) {
    Ground ground = new Ground();
    List.of(reaches).forEach(ground::put);
    return Stream.of(reaches)
        .map(Reach::task)
        .sorted()
        .flatMap(task -> ground.of(task, 50).stream().filter(it -> it.first().equals(task)))
        .toList();
  }

  private static Reach changed(String task, String... paths) {
    return new Reach(new TaskId(task), Set.of(paths), Set.of());
  }
}
