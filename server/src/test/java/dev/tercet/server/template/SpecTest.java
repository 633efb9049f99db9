package dev.tercet.server.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.template.PlanItems.PlanItem;
import dev.tercet.server.template.Spec.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Specs and plans as planners write them. */
class SpecTest {

  private static final String GOOD =
      """
      ---
      touches: [src/{a,b}.ts, 'test/**']
      verify: "npm test"
      risk: Low, one file
      ---
      # CSV export

      ## Goal
      Export.

      ## Approach
      Stream.

      ## 3. Affected files
      - src/a.ts

      ## Edge cases
      none

      ## **Assumptions**
      - UTF-8
      - Comma

      ## Open questions
      none

      ## Verification
      npm test

      ## Plan
      - [x] Write the test
      - [ ] Write the code
        - [ ] in parts
          ```
          - [ ] not an item
          ```
      - a remark

      1. [ ] Document
      """;

  private static final Map<String, String> CASES = cases();

  static Set<String> codes() {
    return CASES.keySet();
  }

  private static Map<String, String> cases() {
    Map<String, String> cases = new LinkedHashMap<>();
    cases.put("spec-empty", " \n");
    cases.put("spec-no-front-matter", GOOD.substring(GOOD.indexOf("# CSV")));
    cases.put("spec-bad-front-matter", GOOD.replace("risk: Low, one file", "risky"));
    cases.put("spec-unknown-key", GOOD.replace("risk:", "rsik:"));
    cases.put("spec-no-footprint", GOOD.replace("[src/{a,b}.ts, 'test/**']", "[]"));
    cases.put("spec-bad-footprint", GOOD.replace("src/{a,b}.ts", "../x"));
    cases.put("spec-missing-part", GOOD.replace("## Goal", "## Gaol"));
    cases.put("spec-empty-part", GOOD.replace("Export.", ""));
    cases.put("spec-duplicate-part", GOOD + "\n## Goal\nAgain.\n");
    cases.put("spec-no-plan-items", GOOD.replaceAll("\\[[x ]\\]", ""));
    cases.put("spec-too-long", GOOD.replace("Stream.", "word ".repeat(1000)));
    return cases;
  }

  @Test
  void reads_every_part_of_a_good_spec() {
    Spec spec = Spec.parse(GOOD);
    assertThat(spec.diagnostics()).isEmpty();
    assertThat(spec.touches()).containsExactly("src/{a,b}.ts", "test/**");
    assertThat(spec.verify()).isEqualTo("npm test");
    assertThat(spec.risk()).isEqualTo("Low, one file");
    assertThat(spec.points(Part.ASSUMPTIONS)).containsExactly("UTF-8", "Comma");
    assertThat(spec.points(Part.GOAL)).containsExactly("Export.");
    assertThat(spec.points(Part.OPEN_QUESTIONS)).as("none is no question").isEmpty();
    assertThat(spec.plan())
        .extracting(PlanItem::title, PlanItem::done, PlanItem::line)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Write the test", true, 31),
            org.assertj.core.groups.Tuple.tuple("Write the code", false, 32),
            org.assertj.core.groups.Tuple.tuple("Document", false, 39));
    assertThat(spec.plan().get(1).text())
        .isEqualTo("Write the code\n- [ ] in parts\n  ```\n  - [ ] not an item\n  ```");
  }

  @Test
  void reads_the_same_with_other_line_breaks() {
    Spec unix = Spec.parse(GOOD);
    Spec windows = Spec.parse("\uFEFF" + GOOD.replace("\n", "\r\n"));
    assertThat(windows).isEqualTo(unix);
  }

  @Test
  void reads_a_footprint_written_as_a_list() {
    assertThat(Spec.parse("---\ntouches:\n  - a/**\n  - \"b c\"\n---\n").touches())
        .isEqualTo(List.of("a/**", "b c"));
  }

  @Test
  void reports_every_gap() {
    CASES.forEach(
        (code, text) ->
            assertThat(Spec.parse(text).diagnostics())
                .as(code)
                .extracting(d -> d.code().toString())
                .contains(code));
  }

  @Test
  void reads_a_plan_file_without_a_plan_section() {
    assertThat(PlanItems.of("# Work\n\n- [ ] a\n\n## More\n\n* [X] b\n"))
        .containsExactly(new PlanItem("a", false, 3), new PlanItem("b", true, 7));
    assertThat(PlanItems.of("```\n- [ ] a\n```\n- [ ](link)\n- []\n")).isEmpty();
  }
}
