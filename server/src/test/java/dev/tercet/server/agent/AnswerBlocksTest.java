package dev.tercet.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.review.Claim;
import dev.tercet.server.review.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerBlocksTest {

  @Test
  void the_format_that_prompts_show_is_read() {
    assertThat(FindingsBlock.read(FindingsBlock.FORMAT))
        .containsExactly(
            new Claim(
                Severity.MAJOR,
                "src/Auth.java",
                40,
                47,
                "Auth.rotate",
                "race condition",
                "Two requests can rotate the same token",
                "if (token.isValid()) rotate(token)",
                "Rotate with compare-and-set",
                "mvn test -Dtest=AuthRaceTest",
                null));
    assertThat(QuestionBlock.read(QuestionBlock.FORMAT))
        .contains(
            new AgentQuestion(
                "Should expired tokens be deleted or kept for the audit?",
                List.of("Delete them", "Keep them")));
  }

  @Test
  void an_array_lines_and_several_blocks_are_read_and_repeats_are_not() {
    String text =
        """
        First:
        ```json
        [{"severity":"minor","claim":"one"},
         {"severity":"nit","claim":"two"},]
        ```
        and
        ~~~findings
        {"severity":"minor","claim":"one"}

        {
          "severity": "critical",
          "claim": "three"
        }
        ~~~
        - ```json
          {"findings":[{"severity":"nit","claim":"four"}]}
          ```
        """;
    assertThat(FindingsBlock.read(text).stream().map(Claim::text))
        .containsExactly("one", "two", "three", "four");
    assertThat(FindingsBlock.read(text)).allMatch(claim -> claim.malformed() == null);
  }

  @Test
  void json_that_is_no_finding_and_other_code_are_left_alone() {
    assertThat(
            FindingsBlock.read(
                """
                ```json
                {"name":"tercet","version":1}
                ```
                ```java
                {"severity":"major","claim":"x"}
                ```
                ```findings
                ```
                ```findings
                []
                ```
                """))
        .isEmpty();
  }

  @Test
  void what_cannot_be_read_is_kept_and_marked() {
    List<Claim> claims =
        FindingsBlock.read(
            """
            ```findings
            {"severity":"major","claim":"good"}
            The lock is never
            released on error.
            {"severity":"minor","file":"a.js","claim":"unfinished
            {"severity":"nit","claim":"also good"}
            """);
    assertThat(claims.stream().map(Claim::text))
        .containsExactly(
            "good",
            "The lock is never\nreleased on error.\n"
                + "{\"severity\":\"minor\",\"file\":\"a.js\",\"claim\":\"unfinished",
            "also good");
    assertThat(claims.get(1).malformed()).isEqualTo("this is not JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"severity\":\"high\",\"claim\":\"x\"} | MAJOR | | | severity \"high\" read as major",
        "{\"severity\":\"Blocker\",\"claim\":\"x\"} | CRITICAL | | | severity \"Blocker\" read as critical",
        "{\"severity\":\"low\",\"claim\":\"x\"} | MINOR | | | severity \"low\" read as minor",
        "{\"severity\":\"MINOR\",\"claim\":\"x\",\"line\":\"7\"} | MINOR | 7 | 7 |",
        "{\"claim\":\"x\",\"startLine\":3} | MAJOR | 3 | 3 | it has no severity, read as major",
        "{\"severity\":\"nit\",\"claim\":\"x\",\"startLine\":9,\"endLine\":3} | NIT | 9 | 9 | its last line, 3, is before its first, 9",
        "{\"severity\":\"nit\",\"claim\":\"x\",\"startLine\":0} | NIT | | | \"startLine\" is 0, not a line number",
        "{\"severity\":\"nit\",\"file\":\"a\"} | NIT | | | it makes no claim",
        "42 | MAJOR | | | a finding is a JSON object",
      })
  void faults_of_one_report_are_named(
      String json, Severity severity, Integer start, Integer end, String malformed) {
    List<Claim> claims = FindingsBlock.read("```findings\n" + json + "\n```");
    assertThat(claims).hasSize(1);
    Claim claim = claims.getFirst();
    assertThat(claim.severity()).isEqualTo(severity);
    assertThat(claim.startLine()).isEqualTo(start);
    assertThat(claim.endLine()).isEqualTo(end);
    assertThat(claim.malformed()).isEqualTo(malformed);
    assertThat(claim.text()).isNotBlank();
  }

  @Test
  void only_a_question_block_with_a_question_asks() {
    assertThat(QuestionBlock.read("Which one?")).isEmpty();
    assertThat(QuestionBlock.read("```question\n\n```")).isEmpty();
    assertThat(QuestionBlock.read("```question\nA?\n```\nor\n```question\nB?\nreally\n* x"))
        .contains(new AgentQuestion("B?\nreally", List.of("x")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "API Error: 429 Too Many Requests | RATE_LIMITED",
        "Overloaded (529) | RATE_LIMITED",
        "You've hit your usage limit, resets 3pm | RATE_LIMITED",
        "Invalid API key · Please run /login | NOT_AUTHENTICATED",
        "HTTP 401 | NOT_AUTHENTICATED",
        "line 4291 is wrong | REFUSED",
      })
  void words_tell_what_kind_of_failure_it_was(String message, TurnResult.Cause cause) {
    assertThat(FailureWords.failed(message).cause()).isEqualTo(cause);
  }
}
