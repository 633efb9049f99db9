package dev.tercet.server.perform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.review.LineRange;
import org.junit.jupiter.api.Test;

/** Which lines a diff changes, also of files that are called strangely. */
class ChangedLinesTest {

  @Test
  void lines_around_a_change_are_not_changed() {
    assertThat(
            ChangedLines.of(
                """
                diff --git a/src/a.txt b/src/a.txt
                --- a/src/a.txt
                +++ b/src/a.txt
                @@ -1,7 +1,7 @@
                 one
                 two
                 three
                -four
                +FOUR
                 five
                 six
                 seven
                @@ -20,0 +21,2 @@ func
                +new
                +lines
                """))
        .containsExactly(new LineRange("src/a.txt", 4, 4), new LineRange("src/a.txt", 21, 22));
  }

  @Test
  void what_was_taken_out_changes_what_is_around_it() {
    assertThat(
            ChangedLines.of(
                """
                --- a/src/a.txt
                +++ b/src/a.txt
                @@ -4,2 +3,0 @@
                -four
                -five
                """))
        .containsExactly(new LineRange("src/a.txt", 3, 4));
  }

  @Test
  void a_line_that_looks_like_a_head_is_a_line() {
    assertThat(
            ChangedLines.of(
                """
                --- a/src/a.c
                +++ b/src/a.c
                @@ -1,0 +1,2 @@
                +++ b/other;
                +@@ -1 +1 @@
                @@ -9,0 +12 @@
                +x
                """))
        .containsExactly(new LineRange("src/a.c", 1, 2), new LineRange("src/a.c", 12, 12));
  }

  @Test
  void names_with_blanks_and_quotes_are_read_as_git_writes_them() {
    assertThat(ChangedLines.of("+++ b/src/a file.txt\t\n@@ -0,0 +1 @@\n+x\n"))
        .containsExactly(new LineRange("src/a file.txt", 1, 1));
    assertThat(ChangedLines.of("+++ \"b/src/a\\\"q.txt\"\n@@ -0,0 +1 @@\n+x\n"))
        .containsExactly(new LineRange("src/a\"q.txt", 1, 1));
  }

  @Test
  void behind_a_cut_nothing_is_guessed_until_the_next_file() {
    assertThat(
            ChangedLines.of(
                """
                +++ b/a
                @@ -1,9 +1,9 @@
                +x
                [… 100 bytes cut …]
                @@ -1 +1 @@
                +y
                +++ b/b
                @@ -0,0 +5 @@
                +z
                """))
        .containsExactly(new LineRange("a", 1, 1), new LineRange("b", 5, 5));
  }
}
