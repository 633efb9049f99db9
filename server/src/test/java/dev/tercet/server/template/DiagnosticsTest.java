package dev.tercet.server.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of diagnostic, by the smallest text that draws it and the place that it points to. */
class DiagnosticsTest {

  /** A text, where «…» marks the place expected, and the code expected there. */
  private record Case(String code, String marked) {}

  private static final String BUILD = "### [ ] Step: A\n<!-- agent: builder -->\nx\n";

  private static final List<Case> CASES =
      List.of(
          of("no-steps", "«»# Title\n"),
          of("unclosed-comment", BUILD + "\n«<!-- agent: x»\n### [ ] Step: B\n"),
          of("unclosed-fence", BUILD + "\n«```»\n### [ ] Step: B\n"),
          of("step-in-html", BUILD + "<div>\n«### [ ] Step: B»\n</div>\n"),
          of("nothing-to-do", "«### [x] Step: A»\n<!-- agent: builder -->\n"),
          config("bad-artifacts-path", "Artifacts Path", "«{@artifacts_path} → `/tmp/{task_id}`»"),
          config("bad-artifacts-path", "Artifacts Path", "«→ .zenflow/worktrees/{task_id}/../..»"),
          config("bad-artifacts-path", "Artifacts Path", "«→ C:/x»"),
          config("bad-artifacts-path", "Artifacts Path", "«→ a/.git/x»"),
          config("shared-artifacts-path", "Artifacts Path", "«docs/spec»"),
          of("unknown-configuration", "## Configuration\n- **«Bse»**: main\n\n" + BUILD),
          config("bad-configuration", "Merge", "«octopus»"),
          config("bad-configuration", "Rounds", "«0»"),
          config("bad-configuration", "Base", "«-x»"),
          of(
              "duplicate-configuration",
              "## Configuration\n- **Base**: a\n- «**Base**: b»\n\n" + BUILD),
          of("no-name", "«### [ ] Step:»\n<!-- agent: builder -->\nx\n"),
          of("duplicate-step", BUILD + "### [ ] Step: «a»\n<!-- agent: builder -->\n"),
          of("unknown-checkbox", "### «[-]» Step: A\n<!-- agent: builder -->\n"),
          of("heading-is-text", BUILD + "«### Notes»\nx\n"),
          of("text-outside-steps", BUILD + "«## Notes»\nx\n"),
          directive("unknown-directive", "«agnet»: x"),
          directive("malformed-directive", "retries: 1\n  «and so on»\n"),
          directive("bad-value", "timeout: «soon»"),
          directive("bad-value", "rounds: «0»"),
          directive("bad-value", "retries: «-1»"),
          directive("bad-value", "budget: «three»"),
          directive("bad-value", "fresh: «ye»"),
          directive("bad-value", "when: «sometimes»"),
          directive("bad-value", "produces: «../x.md»"),
          directive("bad-value", "gate: «aprove x.md»"),
          directive("bad-value", "«retries:»"),
          directive("duplicate-directive", "retries: 1 --><!-- «retries: 2»"),
          of("misplaced-directive", "<!-- «agent: builder» -->\n\n" + BUILD),
          of("misplaced-directive", BUILD + "\n<!-- «gate: none» -->\n"),
          of("misplaced-directive", BUILD + "text <!-- «gate: none» -->\n"),
          step("directive-without-effect", "agent: planner --><!-- «fresh: yes»"),
          step(
              "directive-without-effect", "run: x; role: y --><!-- role: check --><!-- «agent: b»"),
          step("unknown-preset", "agent: «bulder»"),
          step("implied-preset", "«agent: opus-planner»"),
          step("role-differs", "agent: planner --><!-- «role: build»"),
          of("no-role", "«### [ ] Step: A»\nPlease review the plan and build it.\n"),
          step("several-agents", "«agents: builder, planner» --><!-- role: build"),
          of("check-without-run", "«### [ ] Step: A»\n<!-- role: check -->\n"),
          step("run-without-check", "agent: builder --><!-- «run: make»"),
          step("unknown-step", "agent: builder --><!-- needs: «B»"),
          step("needs-cycle", "agent: builder --><!-- needs: «A»"),
          of(
              "needs-cycle",
              "«### [ ] Step: A»\n<!-- agent: builder; needs: B -->\n"
                  + "### [ ] Step: B\n<!-- agent: builder -->\n"),
          step("bad-artifact", "agent: builder -->\n«{@artifacts_path}/a/b.md»<!-- x"),
          of(
              "parallel-producers",
              BUILD
                  + "### [ ] Step: B\n<!-- agent: planner; needs: A -->\n{@artifacts_path}/x.md\n"
                  + "### [ ] Step: C\n<!-- agent: planner; needs: A -->\n«{@artifacts_path}/x.md»\n"),
          step("unproduced-artifact", "agent: builder -->\n«{@artifacts_path}/a.md»<!-- x"),
          of(
              "read-too-early",
              BUILD
                  + "### [ ] Step: B\n<!-- agent: builder -->\n«{@artifacts_path}/x.md»\n"
                  + "### [ ] Step: C\n<!-- agent: planner -->\n{@artifacts_path}/y.md\n"
                  + "### [ ] Step: D\n<!-- agent: planner; produces: x.md -->\n"),
          of("no-artifact", "«### [ ] Step: A»\n<!-- agent: planner -->\nThink.\n"),
          of(
              "gate-picked",
              "«### [ ] Step: A»\n<!-- agent: planner -->\n"
                  + "{@artifacts_path}/a.md {@artifacts_path}/b.md\n"),
          step("gate-without-producer", "agent: planner --><!-- gate: «approve x.md»"),
          step("gate-not-for-role", "agent: builder --><!-- gate: «findings»"),
          step("unknown-placeholder", "agent: builder -->\n«{@titel}»<!-- x"),
          step("placeholder-in-command", "agent: builder --><!-- verify: «echo {@title}»"),
          step("runs-command", "run: «make lint»"));

  private static Case of(String code, String marked) {
    return new Case(code, marked);
  }

  private static Case config(String code, String key, String value) {
    return of(code, "## Configuration\n- **" + key + "**: " + value + "\n\n" + BUILD);
  }

  private static Case directive(String code, String directive) {
    return step(code, "agent: builder -->\n<!-- " + directive);
  }

  private static Case step(String code, String comment) {
    return of(code, "### [ ] Step: A\n<!-- " + comment + " -->\nx\n");
  }

  static List<Case> cases() {
    return CASES;
  }

  private static Template parse(String text) {
    return Template.parse("test", text, PresetRoles.PREDEFINED);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void points_to_the_place(Case expected) {
    for (String lineBreak : List.of("\n", "\r\n", "\r")) {
      for (String mark : List.of("", "\uFEFF")) {
        check(mark + expected.marked().replace("\n", lineBreak), expected.code());
      }
    }
  }

  private static void check(String marked, String code) {
    int start = marked.indexOf('«');
    int end = marked.indexOf('»') - 1;
    String text = marked.replace("«", "").replace("»", "");
    if (code.equals("no-steps")) {
      start = 0;
      end = 0;
    }
    Template template = parse(text);
    assertThat(template.text()).isEqualTo(text);
    assertThat(template.diagnostics())
        .extracting(
            d -> d.code() + " " + d.range().start().offset() + "-" + d.range().end().offset())
        .contains(code + " " + start + "-" + end);
    boolean errors = template.diagnostics().stream().anyMatch(Diagnostic::isError);
    assertThat(template.workflow().isPresent()).isEqualTo(!errors);
  }

  @Test
  void a_fix_removes_what_it_mends() {
    int fixed = 0;
    for (Case one : CASES) {
      String text = one.marked().replace("«", "").replace("»", "");
      for (Diagnostic problem : parse(text).diagnostics()) {
        for (Fix fix : problem.fixes()) {
          long before = count(text, problem.code());
          assertThat(count(fix.applyTo(text), problem.code()))
              .as("%s in %s", fix, text)
              .isLessThan(before);
          fixed++;
        }
      }
    }
    assertThat(fixed).isGreaterThan(15);
  }

  private static long count(String text, DiagnosticCode code) {
    return parse(text).diagnostics().stream().filter(d -> d.code() == code).count();
  }

  @Test
  void a_step_that_tells_no_role_offers_one() {
    Diagnostic problem = parse("### [ ] Step: A\r\nx").diagnostics().getFirst();
    assertThat(problem.fixes().getFirst().applyTo("### [ ] Step: A\r\nx"))
        .isEqualTo("### [ ] Step: A\r\n<!-- agent: planner -->\r\nx");
  }

  @Test
  void every_code_is_drawn_by_a_test() {
    Set<String> seen = new TreeSet<>();
    CASES.forEach(one -> seen.add(one.code()));
    seen.addAll(SpecTest.codes());
    seen.addAll(HostileTextTest.codes());
    assertThat(Arrays.stream(DiagnosticCode.values()).map(DiagnosticCode::toString))
        .allSatisfy(code -> assertThat(seen).contains(code));
  }

  @Test
  void the_documentation_lists_every_code() throws java.io.IOException {
    String page =
        java.nio.file.Files.readString(
            java.nio.file.Path.of(
                System.getProperty("basedir", "."), "../docs/workflow-format.md"));
    for (DiagnosticCode code : DiagnosticCode.values()) {
      assertThat(page).contains("| `" + code + "` | " + code.severity() + " |");
    }
  }

  @Test
  void fills_placeholders_literally_and_once() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("title", "cost $1 {@description}");
    values.put("description", "never");
    values.put("task_id", "a-1");
    assertThat(Placeholders.fill("{@title}|{task_id}|{@task_id}|{@nope}|{title}", values))
        .isEqualTo("cost $1 {@description}|a-1|a-1|{@nope}|{title}");
  }
}
