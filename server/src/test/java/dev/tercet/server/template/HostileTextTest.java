package dev.tercet.server.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** No text makes the readers throw, hang or lose a byte. */
class HostileTextTest {

  static Set<String> codes() {
    return Set.of("too-large", "too-many-steps", "too-many-problems");
  }

  private static Template read(String text) {
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          Template template = Template.parse("hostile", text, PresetRoles.PREDEFINED);
          assertThat(template.text()).isSameAs(text);
          for (Diagnostic problem : template.diagnostics()) {
            assertThat(problem.range().end().offset())
                .isBetween(problem.range().start().offset(), text.length());
          }
          Spec.parse(text);
          PlanItems.of(text);
          return template;
        });
  }

  private static void check(String text, String code) {
    Template template = read(text);
    assertThat(template.workflow()).isEmpty();
    assertThat(template.diagnostics()).extracting(d -> d.code().toString()).contains(code);
  }

  @Test
  void bounds_what_it_reads() {
    check("# x\n".repeat(2_500_000), "too-large");
    check("### [ ] Step: A\n<!-- agent: builder -->\n".repeat(3000), "too-many-steps");
    check("### [ ] Step: A\n<!-- agent: x -->\n".repeat(400), "too-many-problems");
  }

  @Test
  void stays_quick_on_what_is_made_to_be_slow() {
    int size = 100_000;
    for (String unit :
        List.of(
            "> ",
            "- ",
            "[",
            "*",
            "`",
            "<!--",
            "<!-- a: ",
            "{@",
            "{@title}",
            "### ",
            "#",
            "((",
            "{@artifacts_path}/",
            "\t",
            " ",
            "\r",
            "not ",
            "<div>",
            "~~~",
            ",",
            "a: ",
            "](",
            "\\",
            "1. ",
            "&",
            "- [ ] ",
            "\n\n- ",
            "---\n",
            "### [ ] Step: A\n> ",
            "needs: A, ")) {
      String text = unit.repeat(size / unit.length());
      read(text);
      read("### [ ] Step: A\n<!-- agent: builder\nneeds: " + text + "\n-->\n" + text);
      read("---\ntouches: " + text + "\n---\n" + text);
    }
  }

  @Test
  void survives_cut_and_scrambled_files() {
    Random random = new Random(42);
    for (String name : BuiltInWorkflows.names()) {
      String text = BuiltInWorkflows.text(name);
      for (int i = 0; i < 60; i++) {
        int cut = random.nextInt(text.length());
        read(text.substring(0, cut));
        StringBuilder scrambled = new StringBuilder(text);
        for (int change = 0; change < 20; change++) {
          scrambled.setCharAt(
              random.nextInt(scrambled.length()),
              "\0\r\n<!-#>[]x`\t{@}:,é\uD83D".charAt(random.nextInt(20)));
        }
        read(scrambled.toString());
      }
    }
  }
}
