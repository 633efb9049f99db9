package dev.tercet.server.agent.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "on; `on` does not say for which runs",
        "on builder; there is no role \"builder\"",
        "on any pass=x; \"pass=x\" is not a number from 1",
        "on any pass=0; \"pass=0\" is not a number from 1",
        "on any colour=red; `on` knows no \"colour=\"",
        "on any item=\"\"; \"item=\" is empty",
        "on any item=1 item=2; \"item=\" is there twice",
        "on any step=\"x; a quote is not closed",
        "say hello; `say` stands before the first section",
        "on any~write a.txt; `write` has 1 plain words",
        "on any~write a.txt <<END~x; the text begun by <<END does not end",
        "on any~write a.txt <<END~x~  END; this line is indented less than the end of its text",
        "on any~say; `say` has no text",
        "on any~sleep soon; \"soon\" is no length of time",
        "on any~flood much; \"much\" is no size",
        "on any~usage input=many; \"input=many\" is no number",
        "on any~usage cost=1,5; \"cost=1,5\" is no sum",
        "on any~find bad \"x\"; there is no severity \"bad\"",
        "on any~ask Which? | | b; the question or an option is empty",
        "on any~hang 5s; `hang` takes nothing behind it",
        "on any~crash~say more; this is never played: the turn ended in line 2",
        "on any~on any; this section is never played: line 1 is for the same",
        "on any~edit a.txt \"\" b; the text to replace is empty",
        "''; the script has no section",
      })
  void names_what_is_wrong(String script, String message) {
    List<ScriptProblem> problems = Script.check(script.replace('~', '\n'));
    assertThat(problems).extracting(ScriptProblem::message).containsExactly(message);
  }

  @Test
  void names_every_problem_with_line_and_mend() {
    String script =
        """
        on build
          sya hello
          write a.txt <<END
          sleep soon
          END
          sleep later
        on nobody
          say unheard
        """;
    assertThatThrownBy(() -> Script.parse("demo.script", script))
        .isInstanceOfSatisfying(
            ScriptException.class,
            wrong -> {
              assertThat(wrong.line()).isEqualTo(2);
              assertThat(wrong)
                  .hasMessage(
                      """
                      demo.script:2: there is no `sya`; did you mean `say`?
                      demo.script:6: "later" is no length of time; write it as 200ms, 2s, 5m or 1h
                      demo.script:7: there is no role "nobody"; use plan, build, review, check or \
                      any; a step is named with step="…\"""");
            });
  }

  @Test
  void the_texts_of_an_unknown_statement_are_not_read_as_others() {
    assertThat(Script.check("on any\n wrote a.txt <<END\n say\n bla\n END\n say hi"))
        .extracting(ScriptProblem::line)
        .containsExactly(2);
  }
}
