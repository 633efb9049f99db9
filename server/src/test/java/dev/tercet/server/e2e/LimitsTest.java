package dev.tercet.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tercet.protocol.Abandon;
import dev.tercet.protocol.Asked;
import dev.tercet.protocol.PresetTrial;
import dev.tercet.protocol.ReadRun;
import dev.tercet.protocol.RunEntry;
import dev.tercet.protocol.RunView;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.TestPreset;
import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.server.e2e.Playground.Open;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
  void a_run_that_takes_too_long_is_ended_and_may_be_tried_again() {
    String script =
        Scripts.plan("Only")
            + """
            on build attempt=1
              write src/begun.txt begun
              sleep 10m
            on build
              write src/done.txt done
              say Done.
            """
            + Scripts.contentReviewers();
    try (Playground play = open("{\"limits\": {\"runTimeout\": \"2s\", \"retries\": 0}}")) {
      String task = play.create(play.ticket("Dawdle", script));
      play.approve(task);
      Open<Asked.Failure> open = play.asked(task, Asked.Failure.class);
      assertThat(open.asked().reason())
          .isEqualTo("builder timed out: the run took longer than 2 s and was ended");
      assertThat(LeftBehind.by(task)).isEmpty();
      play.resolve(open, "retry");
      TaskView ready = play.until(task, TaskState.Kind.READY);
      assertThat(play.tree(ready.head())).contains("src/done.txt");
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

  @Test
  void a_restart_does_not_forget_that_an_account_is_held() {
    String script =
        "on plan attempt=1\n  rate-limit 429: retry after 3600 seconds\n\n"
            + Scripts.smooth("patience");
    try (Playground play = open("{\"limits\": {\"retries\": 0}}")) {
      String task = play.create(play.ticket("Patience", script));
      String before = play.until(task, LimitsTest::isHeld).runs().getLast().waitsFor();
      play.stopDaemon();
      play.startDaemon();
      TaskView view = play.until(task, LimitsTest::isHeld);
      assertThat(view.runs().getLast().waitsFor()).isEqualTo(before).contains("429");
      assertThat(view.summary().state().text()).contains("waits: ").contains(" to reopen at ");
    }
  }

  private static boolean isHeld(TaskView view) {
    String waitsFor = view.runs().isEmpty() ? null : view.runs().getLast().waitsFor();
    return waitsFor != null && waitsFor.contains(" to reopen at ");
  }

  @Test
  void a_trial_takes_a_place_and_is_not_made_on_an_account_that_is_held() {
    String refused =
        """
        {"limits": {"concurrency": 1},
         "presets": {"reviewer-y": {"command": "cat >/dev/null; echo ready"},
           "reviewer-x": {"command": "cat >/dev/null; echo '429: retry after 3600 seconds' >&2; exit 1"}}}
        """;
    try (Playground play = open(refused)) {
      TestPreset params = new TestPreset("reviewer-x", play.repository().toString());
      PresetTrial first = play.ask(play.client().preset().test(params));
      assertThat(first.worked()).isFalse();
      PresetTrial second = play.ask(play.client().preset().test(params));
      assertThat(second.text())
          .startsWith("not asked: it waits for command reviewer-x to reopen at");
      String hanging = play.create(play.ticket("First", HANGING));
      play.approve(hanging);
      play.until(hanging, LimitsTest::isAtWork);
      TestPreset other = new TestPreset("reviewer-y", play.repository().toString());
      PresetTrial third = play.ask(play.client().preset().test(other));
      assertThat(third.text())
          .isEqualTo("not asked: it waits for a free place (limits.concurrency: 1)");
    }
  }

  @Test
  void a_very_long_entry_of_a_run_is_cut_for_its_readers_and_for_those_who_follow() {
    Path go = temp.resolve("go");
    String script =
        Scripts.plan("Only")
            + """
            on build
              run while [ ! -e '%s' ]; do sleep 0.05; done
              say %s
              say Done.
            """
                .formatted(go, "x".repeat(70_000))
            + Scripts.contentReviewers();
    String cut = "x".repeat(65_536) + "… (4465 characters more)";
    try (Playground play = Playground.prepare(temp).uncaged()) {
      play.startDaemon();
      String task = play.create(play.ticket("Talk", script));
      play.approve(task);
      RunView run =
          play.until(task, LimitsTest::isAtWork).runs().stream()
              .filter(view -> view.step().contains("build"))
              .findFirst()
              .orElseThrow();
      try (Editor editor = play.newEditor(Speech.TASK)) {
        editor.ask("tercet/run/follow", Map.of("run", run.id()));
        Playground.put(go, "");
        JsonObject told =
            editor.told("tercet/run/output", params -> params.toString().contains("xxxx"));
        assertThat(texts(told)).contains(cut).noneMatch(text -> text.length() > cut.length());

        play.until(task, TaskState.Kind.READY);
        JsonElement read = editor.ask("tercet/run/read", Map.of("run", run.id()));
        assertThat(texts(read.getAsJsonObject())).contains(cut, "Done.\n");
        JsonElement two = editor.ask("tercet/run/read", Map.of("run", run.id(), "limit", 2));
        assertThat(texts(two.getAsJsonObject())).hasSize(2);
        assertThat(two.getAsJsonObject().get("next").getAsInt()).isEqualTo(2);
        assertThat(two.getAsJsonObject().get("ended").getAsBoolean()).isFalse();
      }
    }
  }

  private static List<String> texts(JsonObject output) {
    return output.getAsJsonArray("lines").asList().stream()
        .map(line -> line.getAsJsonObject().get("text").getAsString())
        .toList();
  }

  @Test
  void of_a_run_that_never_stops_talking_only_so_much_is_kept_and_the_log_says_so() {
    String script =
        Scripts.plan("Only")
            + """
            on build
              flood 1 MB
              write src/done.txt done
              say Done.

            """
            + Scripts.contentReviewers();
    try (Playground play = open("{\"limits\": {\"outputBytes\": 4096}}")) {
      String task = play.create(play.ticket("Talk", script));
      play.approve(task);
      TaskView ready = play.until(task, TaskState.Kind.READY);
      RunView builder =
          ready.runs().stream()
              .filter(run -> run.step().contains("build"))
              .findFirst()
              .orElseThrow();
      ReadRun whole = new ReadRun(builder.id(), null, null);
      List<RunEntry> kept = play.ask(play.client().run().read(whole)).lines();
      assertThat(kept.getLast().text()).endsWith("were not kept (limits.outputBytes)");
      assertThat(kept.stream().mapToInt(entry -> entry.text().length()).sum()).isLessThan(4096);
      assertThat(play.tree(ready.head())).contains("src/done.txt");
    }
  }
}
