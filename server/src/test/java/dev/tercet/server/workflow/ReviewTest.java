package dev.tercet.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.review.Judgement;
import dev.tercet.server.review.Severity;
import dev.tercet.server.review.Standing;
import dev.tercet.server.review.Verdict;
import dev.tercet.server.workflow.RunOutcome.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewTest {

  private static final String LEAK = "the stream is never closed";
  private static final String STYLE = "rename variable to something longer";

  /** Two reviewers found the leak, one a matter of style. */
  private static Play found() {
    return Play.reviewing()
        .finds("opus", 10, LEAK)
        .finds("gpt", 11, "stream never closed on error")
        .finds("gemini", 40, STYLE, Severity.NIT)
        .work();
  }

  @Test
  void findings_that_mean_the_same_are_judged_as_one() {
    Play play = found().shows("needs you: judge 2 findings");
    assertThat(play.task().board().clusters().getFirst().families()).isEqualTo(2);
    play.accept("f1").shows("needs you: judge 1 finding");
    play.dismiss("f3").shows("building again 4/4");
    assertThat(play.items("build").getLast()).isEqualTo("[ ] Fix src/Main.java:10: " + LEAK);
    assertThat(play.run("builder").purpose()).isEqualTo(Purpose.PUSH_BACK);
  }

  @Test
  void the_second_pass_says_what_became_of_the_accepted() {
    Play play = found().accept("f1").dismiss("f3").until(Effect.CompareReviews.class);
    assertThat(play.effect(Effect.CompareReviews.class).since()).isNotNull();
    play.work().shows("ready");
    assertThat(standings(play)).containsExactly(Standing.FIXED, Standing.DISMISSED);
  }

  @Test
  void what_is_still_there_or_has_moved_is_asked_about_again() {
    Play play = found().accept("f1", "f3").untilStep("review");
    play.finds("opus", 10, LEAK).finds("gpt", 300, STYLE).work();
    play.shows("needs you: judge 2 findings");
    assertThat(standings(play))
        .containsExactly(Standing.STILL_THERE, Standing.MOVED, Standing.OPEN, Standing.OPEN);
  }

  @Test
  void what_was_dismissed_is_folded_when_it_comes_again() {
    Play play = found().accept("f1").dismiss("f3").untilStep("review");
    play.finds("opus", 40, STYLE, Severity.NIT).work().shows("ready");
    assertThat(play.task().board().clusters().get(1).repeats()).isEqualTo(1);
  }

  @Test
  void what_was_dismissed_is_raised_again_when_it_is_worse() {
    Play play = found().accept("f1").dismiss("f3").untilStep("review");
    play.finds("opus", 40, STYLE, Severity.CRITICAL).work().shows("needs you: judge 1 finding");
  }

  @Test
  void judging_what_was_not_shown_is_refused() {
    Play play = found();
    Decision.Findings open = play.decision(Decision.Findings.class);
    Command stale = play.judgement(Verdict.ACCEPT, null, "f1");
    play.dismiss("f3");
    assertThat(play.refused(stale)).isInstanceOf(Refusal.Stale.class);
    assertThat(play.refused(play.judgement(Verdict.ACCEPT, null, "f3")))
        .isEqualTo(new Refusal.Invalid("f3 is not open any more: it is dismissed"));
    assertThat(play.refused(play.judgement(Verdict.ACCEPT, null, "f9")))
        .isInstanceOf(Refusal.Invalid.class);
    int revision = play.task().board().revision();
    assertThat(play.refused(new Command.Judge(open.id(), revision, List.of())))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void two_verdicts_on_one_defect_are_refused() {
    Play play = found();
    Command torn =
        new Command.Judge(
            play.decision(Decision.Findings.class).id(),
            play.task().board().revision(),
            List.of(
                new Judgement(
                    play.task().board().clusters().getFirst().findings().subList(0, 1),
                    Verdict.ACCEPT,
                    null),
                new Judgement(
                    play.task().board().clusters().getFirst().findings().subList(1, 2),
                    Verdict.DISMISS,
                    "no")));
    assertThat(play.refused(torn)).isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void pushing_back_gives_the_builder_the_humans_line() {
    Play play = found().dismiss("f3");
    play.tell(play.judgement(Verdict.PUSH_BACK, "use try with resources", "f1"));
    assertThat(play.items("build").getLast()).endsWith("(use try with resources)");
  }

  @Test
  void asking_a_reviewer_leaves_the_decision_open() {
    Play play = found();
    play.tell(play.judgement(Verdict.ASK, "On which path?", "f3"));
    assertThat(play.run("gemini").purpose()).isEqualTo(Purpose.ASK);
    play.work().shows("needs you: judge 2 findings");
    play.dismiss("f1", "f3").work().shows("ready");
  }

  @Test
  void after_the_last_round_a_human_says_how_to_go_on() {
    Play more = threeRounds().resolve(Option.RETRY);
    more.untilStep("review").work().shows("ready");
    Play enough = threeRounds().resolve(Option.CONTINUE).work().shows("ready");
    assertThat(standings(enough)).endsWith(Standing.DISMISSED);
    threeRounds().resolve(Option.ABANDON).shows("abandoned");
  }

  private static Play threeRounds() {
    Play play = Play.reviewing();
    for (int round = 1; round <= 4; round++) {
      play.finds("opus", 10, LEAK).work();
      play.accept("f" + round);
      if (round < 4) {
        play.untilStep("review");
      }
    }
    return play.shows("needs you: a limit is reached");
  }

  @Test
  void a_human_can_go_on_without_a_reviewer_that_broke() {
    Play play = Play.reviewing().breaks("opus", Cause.NOT_AUTHENTICATED);
    play.shows("failed: opus not authenticated: no more").finishes("gpt").finishes("gemini");
    play.resolve(Option.CONTINUE).work().shows("ready");
  }

  @Test
  void a_preset_can_stand_in_for_one_that_works_is_broken_or_waits() {
    Play play = Play.reviewing();
    play.tell(change("opus", "mistral")).finishes("mistral");
    play.breaks("gpt", Cause.LIMIT).shows("needs you: a limit is reached");
    play.tell(change("gpt", "qwen")).asks("qwen", "why?").ends("qwen", new RunOutcome.Waiting());
    play.tell(change("qwen", "gpt"));
    assertThat(play.task().decisions()).isEmpty();
    play.work().shows("ready");
    assertThat(play.task().agents(play.task().step(new StepId("review"))))
        .extracting(PresetName::value)
        .containsExactly("mistral", "gpt", "gemini");
  }

  @Test
  void what_a_replaced_reviewer_had_found_is_not_lost() {
    Play play = Play.reviewing().finds("opus", 10, LEAK).finishes("opus");
    play.tell(change("opus", "mistral")).work().shows("needs you: judge 1 finding");
  }

  @Test
  void presets_that_make_no_sense_are_refused() {
    Play play = Play.reviewing();
    assertThat(play.refused(change("nobody", "x"))).isInstanceOf(Refusal.Invalid.class);
    assertThat(play.refused(change("opus", "gpt"))).isInstanceOf(Refusal.Invalid.class);
    assertThat(
            play.refused(
                new Command.ChangePreset(
                    new StepId("none"), new PresetName("a"), new PresetName("b"))))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void two_reviews_by_one_preset_keep_their_findings_apart() {
    Play play =
        Play.of(new Flow().build("build").review("code", "opus").review("audit", "opus").end());
    play.untilStep("code").finds("opus", 10, LEAK).work().dismiss("f1");
    play.untilStep("audit").finds("opus", 90, "the token is logged").work();
    play.shows("needs you: judge 1 finding").dismiss("f2").work().shows("ready");
    assertThat(play.task().board().clusters()).hasSize(2);
  }

  @Test
  void parallel_reviews_each_ask_for_their_own_judgement() {
    Play play =
        Play.of(
            new Flow()
                .build("build")
                .review("code", "opus")
                .review("audit", "gpt")
                .needs("build")
                .end());
    play.untilStep("audit").finds("opus", 10, LEAK).finds("gpt", 90, "the token is logged");
    play.work();
    assertThat(play.task().decisions(Decision.Findings.class)).hasSize(2);
    play.accept("f1", "f2");
    assertThat(play.task().decisions()).as("both were judged").isEmpty();
    play.work().shows("ready");
  }

  @Test
  void accepted_findings_without_a_builder_are_a_decision() {
    Play play = Play.of(new Flow().review("review", "opus").end());
    play.untilStep("review").finds("opus", 10, LEAK).work().accept("f1");
    play.shows("needs you: a limit is reached").resolve(Option.CONTINUE).shows("ready");
  }

  private static Command change(String from, String to) {
    return new Command.ChangePreset(new StepId("review"), new PresetName(from), new PresetName(to));
  }

  private static List<Standing> standings(Play play) {
    return play.task().board().clusters().stream().map(cluster -> cluster.standing()).toList();
  }
}
