package dev.tercet.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "src/Main.java, src/Main.java, true",
    "./src/Main.java, src/Main.java, true",
    "src, src/deep/Main.java, true",
    "src/, src/deep/Main.java, true",
    "src/, srcs/Main.java, false",
    "src, srcs/Main.java, false",
    "*.java, Main.java, true",
    "*.java, src/Main.java, false",
    "**/*.java, Main.java, true",
    "**/*.java, a/b/Main.java, true",
    "**/*.java, a/b/Main.kt, false",
    "src/**, src/a/b, true",
    "src/**, src, false",
    "src/**/test/*, src/test/a, true",
    "src/**/test/*, src/x/y/test/a, true",
    "src/**/test/*, src/latest/a, false",
    "a?c, abc, true",
    "a?c, a/c, false",
    "a.c, abc, false",
    "[x]+(y), [x]+(y), true",
    "**, anything/at/all, true",
    "'', a, false",
  })
  void matches_paths_as_templates_use_them(String glob, String path, boolean matches) {
    assertThat(Glob.matches(glob, path)).isEqualTo(matches);
  }

  @Test
  void a_hostile_pattern_costs_little() {
    String path = "a/".repeat(2_000) + "b";
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          assertThat(Glob.matches("**/".repeat(60) + "c", path)).isFalse();
          assertThat(Glob.matches("*a".repeat(60) + "c", "a".repeat(4_000))).isFalse();
          assertThat(Glob.matches("**a".repeat(60) + "c", "a".repeat(4_000))).isFalse();
        });
  }
}
