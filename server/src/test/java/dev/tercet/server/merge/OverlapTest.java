package dev.tercet.server.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.workflow.TaskId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverlapTest {

  @Test
  void tasks_that_change_one_path_overlap_on_it() {
    assertThat(
            Overlap.among(
                List.of(
                    changed("search", "src/Db.java", "src/Search.java"),
                    changed("csv", "src/Csv.java", "src/Db.java"),
                    changed("docs", "README.md"))))
        .containsExactly(
            new Overlap(new TaskId("csv"), new TaskId("search"), List.of("src/Db.java"), 1));
  }

  @Test
  void a_footprint_overlaps_with_what_it_matches() {
    Reach spec = new Reach(new TaskId("spec"), Set.of(), Set.of("src/db/**"));
    assertThat(Overlap.among(List.of(spec, changed("csv", "src/db/Row.java"))))
        .extracting(Overlap::paths)
        .containsExactly(List.of("src/db/Row.java"));
    Reach wider = new Reach(new TaskId("wider"), Set.of(), Set.of("src/**", "docs/**"));
    assertThat(Overlap.among(List.of(spec, wider)))
        .extracting(Overlap::paths)
        .containsExactly(List.of("src/db/**"));
    Reach other = new Reach(new TaskId("other"), Set.of(), Set.of("docs/**"));
    assertThat(Overlap.among(List.of(spec, other))).isEmpty();
  }

  @Test
  void what_is_shown_is_sorted_and_bounded_and_counted_whole() {
    Set<String> many =
        IntStream.range(0, 900).mapToObj("src/%03d"::formatted).collect(Collectors.toSet());
    Overlap overlap =
        Overlap.among(
                List.of(
                    new Reach(new TaskId("a"), many, Set.of()),
                    new Reach(new TaskId("b"), many, Set.of())))
            .getFirst();
    assertThat(overlap.paths()).hasSize(50).isSorted().startsWith("src/000");
    assertThat(overlap.count()).isEqualTo(900);
  }

  private static Reach changed(String task, String... paths) {
    return new Reach(new TaskId(task), Set.of(paths), Set.of());
  }
}
