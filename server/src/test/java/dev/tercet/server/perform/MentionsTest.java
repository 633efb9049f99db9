package dev.tercet.server.perform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names a file for an agent, and what only looks like it. */
class MentionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "See @src/App.java.            | See @ src/App.java.",
        "@~/.ssh/id_rsa                | @ ~/.ssh/id_rsa",
        "(@/etc/passwd) and @../x      | (@ /etc/passwd) and @ ../x",
        "word@/etc/passwd              | word@ /etc/passwd",
        "a@example.org/../../secret    | a@ example.org/../../secret",
        "@@/etc/passwd                 | @@ /etc/passwd",
        "@Override and @scope/pkg      | @ Override and @ scope/pkg",
        "write to ann@example.org.     | write to ann@example.org.",
        "@@ -1,3 +1,4 @@               | @@ -1,3 +1,4 @@",
        "5 @ 3                         | 5 @ 3",
      })
  void a_blank_keeps_it_from_being_read(String text, String guarded) {
    assertThat(Mentions.guard(text)).isEqualTo(guarded);
    assertThat(Mentions.guard(guarded)).isEqualTo(guarded);
  }
}
