package dev.tercet.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.agent.AgentQuestion;
import dev.tercet.server.review.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's script on the demo's sample, with real git, without a daemon: what it writes fits, and
 * the sample's own tests are green wherever a daemon would run them.
 */
class DemoScriptTest {

  private static final String TOKENS = "refresh-token-rotation-aaaa";
  private static final String EXPORT = "invoice-csv-export-with-pagination-bbbb";
  private static final String SEARCH = "search-date-filter-cccc";

  @TempDir Path home;
  private DemoStage stage;

  @BeforeEach
  void open() throws IOException {
    stage = new DemoStage(home);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void three_tickets_are_built_reviewed_and_merged() throws Exception {
    tokens();
    export();
    search();

    stage.git("checkout", "--quiet", "main");
    assertThat(stage.merge(TOKENS)).as("the first merge").isTrue();
    stage.assertGreen();
    assertThat(stage.merge(EXPORT)).as("the second merge, of other lines of Api").isTrue();
    stage.assertGreen();
    assertThat(stage.merge(SEARCH)).as("the third merge, of neighbouring lines").isFalse();
    mend(SEARCH, 2);
    assertThat(stage.merge(SEARCH)).isTrue();
    stage.assertGreen();
  }

  @Test
  void whichever_of_the_overlapping_tickets_comes_second_is_mended() throws Exception {
    export();
    search();

    stage.git("checkout", "--quiet", "main");
    assertThat(stage.merge(SEARCH)).isTrue();
    assertThat(stage.merge(EXPORT)).isFalse();
    mend(EXPORT, 3);
  }

  @Test
  void an_accepted_note_on_a_name_is_mended_too() throws Exception {
    build(SEARCH);
    stage.item(SEARCH, 2, 3, "Fix src/billing/DateRange.java:12: DateRange could be called Period");
    stage.assertGreen();
    assertThat(stage.work().resolve("src/billing/Period.java")).exists();
  }

  private void tokens() throws Exception {
    List<String> items = plan(TOKENS);
    stage.item(TOKENS, 1, 1, items.get(0));
    stage.assertGreen();
    AgentQuestion question = stage.asks(TOKENS, 2, items.get(1));
    assertThat(question.text()).isEqualTo("How long may a refresh token live?");
    stage.answered(TOKENS, 2, items.get(1), question.text(), "45 days, please");
    stage.assertGreen();
    assertThat(stage.work().resolve("src/billing/Tokens.java"))
        .content()
        .contains("REFRESH_LIFETIME = Duration.ofDays(45)");
    stage.commit(items.get(1));
    assertThat(stage.review(TOKENS, 1)).isEmpty();
  }

  private void export() throws Exception {
    build(EXPORT);
    List<Cluster> clusters = stage.review(EXPORT, 1);
    assertThat(clusters).hasSize(1);
    assertThat(clusters.getFirst().families()).isEqualTo(2);

    Path code = stage.work().resolve("src/billing/CsvExport.java");
    String defective = Files.readString(code);
    stage.item(EXPORT, 2, 4, "Fix " + stage.firstClaim() + " (put the number into the cursor)");
    String mended = Files.readString(code);
    Files.writeString(code, defective);
    assertThat(stage.test().out().text())
        .contains("FAILED CsvExportTest.invoices_of_one_day_are_not_lost_between_two_pages")
        .contains(", 1 failed");
    Files.writeString(code, mended);
    stage.assertGreen();
    stage.commit("Fix it");
    assertThat(stage.review(EXPORT, 2)).isEmpty();
  }

  private void search() throws Exception {
    build(SEARCH);
    List<Cluster> clusters = stage.review(SEARCH, 1);
    assertThat(clusters).hasSize(1);
    assertThat(clusters.getFirst().families()).isEqualTo(1);
    assertThat(stage.firstClaim()).contains("called Period");
  }

  private void build(String task) throws Exception {
    List<String> items = plan(task);
    for (int i = 0; i < items.size(); i++) {
      stage.item(task, 1, i + 1, items.get(i));
      stage.assertGreen();
      stage.commit(items.get(i));
    }
  }

  /** Plays the planner, on a branch of the task's own, and reads the plan that it wrote. */
  private List<String> plan(String task) throws Exception {
    stage.git("checkout", "--quiet", "-b", task, "start");
    stage.plan(task);
    String spec = Files.readString(stage.artifacts(task).resolve("spec.md"));
    assertThat(spec)
        .startsWith("---\ntouches: [")
        .contains("\nverify: sh test.sh\n", "\nrisk: ", "\n## Assumptions\n", "\n## Plan\n");
    stage.commit("spec");
    return Pattern.compile("(?m)^- \\[ ] (.+)$")
        .matcher(spec)
        .results()
        .map((MatchResult line) -> line.group(1))
        .toList();
  }

  /**
   * As the server does it: the target is taken into the branch, marks and all, and mended there.
   */
  private void mend(String task, int pass) throws Exception {
    stage.git("merge", "--abort");
    stage.git("checkout", "--quiet", task);
    assertThat(stage.merge("main")).isFalse();
    stage.item(
        task, pass, 5, "Take in main: it conflicts with main\nconflicts in src/billing/Api.java");
    stage.assertGreen();
    assertThat(stage.work().resolve("src/billing/Api.java"))
        .content()
        .contains("GET /invoices.csv", "\"text\", \"from\", \"to\"")
        .doesNotContain("<<<<<<<", "=======", ">>>>>>>");
    stage.commit("Take in main");
    assertThat(stage.review(task, pass)).isEmpty();
    stage.git("checkout", "--quiet", "main");
  }
}
