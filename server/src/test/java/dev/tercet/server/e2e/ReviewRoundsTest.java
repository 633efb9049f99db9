package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.ClusterView;
import dev.tercet.protocol.Judge;
import dev.tercet.protocol.Judgement;
import dev.tercet.protocol.Judgement.Verdict;
import dev.tercet.protocol.ProtocolError;
import dev.tercet.protocol.ReadRun;
import dev.tercet.protocol.RunEntry;
import dev.tercet.protocol.RunView;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.e2e.Playground.Open;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three reviewers, a human's judgement, and a second pass. */
class ReviewRoundsTest {

  private static final String SCRIPT =
      Scripts.plan("Write it")
          + """
          on build pass=1
            write src/new.txt "broken\\nugly\\nslow\\n"
            say Done.

          on build item="broken"
            edit src/new.txt "broken" "mended"
            say Mended.

          on build
            expect measure it
            edit src/new.txt "slow" "quick"
            say Mended.

          on review pass=1 preset=reviewer-a
            find major at=src/new.txt:1 class=correctness evidence="broken" "Totals are broken for negative amounts"
            find nit at=src/new.txt:20 class=style evidence="ugly" "Names should be longer"

          on review pass=1 preset=reviewer-b
            find critical at=src/new.txt:1 class=correctness evidence="broken" "Totals are broken for negative amounts"
            find-malformed not a finding at all

          on review pass=1 preset=reviewer-c
            find minor at=src/new.txt:40 class=performance evidence="slow" "Reading everything twice is slow for big files"

          on review pass=2+
            say All is well now.
          """;

  @TempDir Path temp;

  @Test
  void findings_are_judged_mended_and_looked_at_again() {
    try (Playground play = Playground.open(temp)) {
      String task = play.create(play.ticket("Review me", SCRIPT));
      play.approve(task);
      Open<Asked.Findings> open = play.asked(task, Asked.Findings.class);
      List<ClusterView> clusters = open.asked().clusters();
      ClusterView shared = cluster(clusters, "broken");
      assertThat(shared.findings()).hasSize(2);
      assertThat(shared.severities()).hasSize(2);

      assertThat(
              Playground.outcome(
                  play.client()
                      .decision()
                      .judge(
                          new Judge(
                              task,
                              open.asked().clusterRevision() + 7,
                              List.of(new Judgement(shared.findings(), Verdict.ACCEPT, null)),
                              open.id(),
                              null,
                              null))))
          .isEqualTo(ProtocolError.STALE);

      play.judge(
          open,
          clusters.stream()
              .map(
                  cluster ->
                      cluster.equals(shared)
                          ? new Judgement(cluster.findings(), Verdict.ACCEPT, null)
                          : cluster.claim().contains("slow")
                              ? new Judgement(
                                  cluster.findings(), Verdict.PUSH_BACK, "measure it first")
                              : new Judgement(
                                  cluster.findings(), Verdict.DISMISS, "a matter of taste"))
              .toList());
      play.merge(task);
      play.until(task, TaskState.Kind.MERGED);

      assertThat(play.git("show", "main:src/new.txt")).isEqualTo("mended\nugly\nquick");
      String review = play.git("show", "main:.tercet/tasks/" + task + "/review.md");
      assertThat(review).contains("Totals are broken", "dismissed", "All is well now.");
      assertThat(play.trailers("-1", "Tercet-Reviewers"))
          .singleElement()
          .asString()
          .contains("reviewer-a", "reviewer-b", "reviewer-c");
    }
  }

  /** Whoever reviews after another review still has to see all that changed since its own. */
  @Test
  void each_review_step_is_shown_what_changed_since_it_looked_itself() {
    String workflow =
        """
        # Two reviews

        ### [ ] Step: Plan
        <!-- agent: planner -->
        <!-- gate: approve spec.md -->
        Write `{@artifacts_path}/spec.md`.

        ### [ ] Step: Build
        <!-- agent: builder -->
        <!-- plan: spec.md -->
        Build it.

        ### [ ] Step: Review
        <!-- agent: reviewer-a -->
        <!-- gate: findings -->
        Review it.

        ### [ ] Step: Security
        <!-- agent: reviewer-b -->
        <!-- gate: findings -->
        Review its security.
        """;
    String script =
        Scripts.plan("Write it")
            + """
            on build pass=1
              write src/new.txt broken
              say Done.
            on build
              write src/mended.txt mended
              say Mended.
            on review pass=1 preset=reviewer-b
              find major at=src/new.txt:1 class=security "It is broken"
            on review
              say Fine.
            """;
    try (Playground play = Playground.prepare(temp)) {
      play.write(".tercet/workflows/two.md", workflow);
      play.commit("Workflow");
      play.startDaemon();
      String task =
          play.create(
              Playground.trusted(
                  Playground.withWorkflow(play.ticket("Review twice", script), "two")));
      play.approve(task);
      play.acceptAll(play.asked(task, Asked.Findings.class));
      TaskView ready = play.until(task, TaskState.Kind.READY);
      for (String preset : List.of("reviewer-a", "reviewer-b")) {
        RunView last =
            ready.runs().stream()
                .filter(run -> run.preset().equals(preset))
                .reduce((_, later) -> later)
                .orElseThrow();
        Matcher since = SINCE.matcher(prompt(play, last));
        assertThat(since.find()).as(preset).isTrue();
        assertThat(play.git("diff", "--name-only", since.group(1), ready.head()).lines())
            .as("what %s is shown in its second pass", preset)
            .contains("src/mended.txt")
            .doesNotContain("src/new.txt");
      }
    }
  }

  private static final Pattern SINCE = Pattern.compile("git diff ([0-9a-f]{40}) HEAD");

  private static String prompt(Playground play, RunView run) {
    return play.ask(play.client().run().read(new ReadRun(run.id(), null, null))).lines().stream()
        .filter(entry -> entry.kind() == RunEntry.Kind.PROMPT)
        .map(RunEntry::text)
        .collect(Collectors.joining());
  }

  private static ClusterView cluster(List<ClusterView> clusters, String word) {
    return clusters.stream()
        .filter(cluster -> cluster.claim().contains(word))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no \"" + word + "\" in " + clusters));
  }
}
