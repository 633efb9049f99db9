package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.protocol.Abandon;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.RunView;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.e2e.Playground.Open;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps runs from starting, and what ends them: places, accounts, money. */
class LimitsTest {

  private static final String HANGING =
      Scripts.plan("Only") + "on build\n  hang\n\n" + Scripts.contentReviewers();

  @TempDir Path temp;

  private Playground open(String settings) {
    Playground play = Playground.prepare(temp);
    Playground.put(play.home().resolve("settings.json"), settings);
    play.startDaemon();
    return play;
  }

  @Test
  void a_used_up_budget_asks_and_the_raised_one_lets_the_same_run_go_on() {
    String script =
        Scripts.plan("Only")
            + """
            on build attempt=1
              write src/begun.txt begun
              usage input=1000 output=500 cost=0.60
              sleep 10m

            on build
              run test -f src/begun.txt
              usage input=10 output=5 cost=0.10
              write src/done.txt done
              say Done.

            """
            + Scripts.contentReviewers();
    try (Playground play = open("{\"limits\": {\"budget\": \"$0.50\"}}")) {
      String task = play.create(play.ticket("Spend", script));
      play.approve(task);
      Open<Asked.Limit> open = play.asked(task, Asked.Limit.class);
      assertThat(open.decision().summary())
          .isEqualTo("the budget of this task is used up: $0.60 of $0.50 (limits.budget)");
      assertThat(open.task().summary().state().text()).isEqualTo("needs you: a limit is reached");
      assertThat(open.asked().options())
          .extracting(option -> option.id() + ": " + option.text())
          .contains("continue: raise the budget by as much again and go on");
      play.resolve(open, "continue");
      TaskView ready = play.until(task, TaskState.Kind.READY);
      assertThat(ready.summary().usage().cost()).isEqualByComparingTo(new BigDecimal("0.70"));
      assertThat(play.tree(ready.head()))
          .as("what the run had begun was kept")
          .contains("src/begun.txt", "src/done.txt");
    }
  }

  @Test
  void a_task_that_may_not_start_says_what_it_waits_for() {
    try (Playground play = open("{\"limits\": {\"concurrency\": 1}}")) {
      String first = play.create(play.ticket("First", HANGING));
      play.approve(first);
      play.until(first, LimitsTest::isAtWork);
      String second = play.create(play.ticket("Second", Scripts.smooth("second")));
      TaskView waiting =
          play.until(second, view -> view.summary().state().text().contains("waits"));
      assertThat(waiting.summary().state().text())
          .isEqualTo("planning, waits: a free place (limits.concurrency: 1)");
      assertThat(waiting.runs().getFirst().waitsFor())
          .isEqualTo("a free place (limits.concurrency: 1)");
      play.ask(play.client().task().abandon(new Abandon(first, "in the way", null, null)));
      play.approve(second);
      play.until(second, TaskState.Kind.READY);
    }
  }

  private static boolean isAtWork(TaskView view) {
    return view.runs().stream()
        .anyMatch(run -> run.state() == RunView.State.RUNNING && run.step().contains("build"));
  }

  @Test
  void a_held_account_keeps_its_runs_waiting_instead_of_failing() {
    String script =
        "on plan attempt=1\n  rate-limit 429: retry after 1 seconds\n\n"
            + Scripts.smooth("patience");
    try (Playground play = open("{\"limits\": {\"retries\": 0}}")) {
      String task = play.create(play.ticket("Patience", script));
      TaskView asked = play.asked(task, Asked.Approval.class).task();
      assertThat(asked.runs().getFirst().result()).contains("rate limited: 429");
      assertThat(asked.runs()).hasSize(2);
    }
  }
}
