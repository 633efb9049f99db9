package dev.tercet.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HoldTest {

  private static final List<Supplier<Play>> MOMENTS =
      List.of(
          () -> Play.of(Flow.threeSteps(), Flow.VERIFIED),
          () -> Play.of(Flow.threeSteps(), Flow.VERIFIED).until(Effect.VerifyBaseline.class),
          () -> Play.of(Flow.threeSteps()).until(Effect.CollectArtifacts.class),
          () -> Play.of(Flow.threeSteps()).work(),
          Play::building,
          () -> Play.building().until(Effect.CommitItem.class),
          Play::reviewing,
          () -> Play.reviewing().until(Effect.CompareReviews.class),
          () -> Play.reviewing().until(Effect.WriteReview.class),
          Play::ready);

  @Test
  void a_paused_task_wants_nothing_and_goes_on_where_it_was() {
    for (Supplier<Play> moment : MOMENTS) {
      Play play = moment.get();
      List<Effect> before = Effects.of(play.task());
      String headline = play.headline();
      play.tell(new Command.Pause("lunch")).shows("paused: lunch");
      assertThat(Effects.of(play.task())).isEmpty();
      assertThat(play.refused(new Command.Pause(""))).isInstanceOf(Refusal.WrongState.class);
      play.tell(new Command.Resume()).shows(headline);
      assertThat(Effects.of(play.task())).isEqualTo(before);
      assertThat(play.refused(new Command.Resume())).isInstanceOf(Refusal.WrongState.class);
    }
  }

  @Test
  void runs_that_a_pause_stopped_are_continued() {
    Play play = Play.reviewing().tell(new Command.Pause(""));
    for (String preset : List.of("opus", "gpt", "gemini")) {
      play.ends(preset, new RunOutcome.Stopped());
    }
    play.shows("paused").tell(new Command.Resume()).shows("reviewing 0/3");
    assertThat(play.run("opus").resumes()).isNotNull();
    play.work().shows("ready");
  }

  @Test
  void what_ends_well_during_a_pause_counts() {
    Play play = Play.building().tell(new Command.Pause("")).finishes("builder");
    play.tell(new Command.Resume()).until(Effect.CommitItem.class).work().shows("ready");
  }

  @Test
  void a_human_may_decide_during_a_pause() {
    Play play = Play.of(Flow.threeSteps()).work().tell(new Command.Pause("")).approve();
    assertThat(Effects.of(play.task())).isEmpty();
    play.tell(new Command.Resume()).work().shows("ready");
  }

  @Test
  void a_problem_may_come_up_and_be_resolved_during_a_pause() {
    Play play = Play.building().tell(new Command.Pause(""));
    play.breaks("builder", RunOutcome.Cause.REFUSED).shows("paused").resolve(Option.RETRY);
    assertThat(Effects.of(play.task())).isEmpty();
    play.tell(new Command.Resume()).work().shows("ready");
  }

  @Test
  void nothing_is_merged_while_it_is_held() {
    Play play = Play.ready().tell(new Command.Pause(""));
    Decision.Merge open = play.decision(Decision.Merge.class);
    assertThat(play.refused(new Command.Merge(open.id(), open.head())))
        .isInstanceOf(Refusal.WrongState.class);
  }

  @Test
  void a_human_works_in_mid_build() {
    Play play = Play.building().tell(new Command.Takeover()).shows("taken over");
    assertThat(Effects.of(play.task())).isEmpty();
    assertThat(play.refused(new Command.Resume())).isInstanceOf(Refusal.WrongState.class);
    assertThat(play.refused(new Command.Takeover())).isInstanceOf(Refusal.WrongState.class);
    play.ends("builder", new RunOutcome.Stopped());
    play.tell(new Command.Handback("my part")).shows("handing back").work().shows("ready");
    assertThat(play.items("build")).hasSize(3);
    assertThat(play.refused(new Command.Handback(""))).isInstanceOf(Refusal.WrongState.class);
  }

  @Test
  void what_a_human_changes_after_the_review_is_reviewed() {
    Play play = Play.ready().tell(new Command.Takeover()).tell(new Command.Handback("mine"));
    play.perform(Effect.HandBack.class).until(Effect.StartRun.class);
    play.shows("reviewing 0/3, pass 2").work().shows("ready");
  }

  @Test
  void handing_back_without_a_change_leaves_the_merge_as_it_was() {
    Play play = Play.ready();
    DecisionId merge = play.decision(Decision.Merge.class).id();
    play.tell(new Command.Takeover()).tell(new Command.Handback("nothing"));
    play.tell(
        new Report.HandedBack(
            play.effect(Effect.HandBack.class).id(),
            null,
            play.task().workspace().head(),
            play.task().workspace().changed()));
    assertThat(play.decision(Decision.Merge.class).id()).isEqualTo(merge);
  }

  @Test
  void what_a_human_changes_while_reviewers_work_stops_them() {
    Play play = Play.reviewing().tell(new Command.Takeover()).tell(new Command.Handback("mine"));
    play.perform(Effect.HandBack.class).until(Effect.StartRun.class);
    play.shows("reviewing 0/3, pass 2");
    assertThat(play.task().runs().values().stream().filter(RunRecord::isOpen))
        .allMatch(run -> run.pass() == 2);
  }

  @Test
  void accepted_findings_outlive_a_takeover() {
    Play play = Play.reviewing();
    play.finds("opus", 1, "stream never closed").finds("gpt", 90, "token is logged").work();
    play.accept("f1").tell(new Command.Takeover()).tell(new Command.Handback("mine"));
    play.perform(Effect.HandBack.class);
    assertThat(play.items("build").getLast()).contains("stream never closed");
    play.work().shows("needs you: judge 1 finding").dismiss("f2").work().shows("ready");
  }

  @Test
  void every_handback_has_a_name_of_its_own() {
    Play play = Play.of(Flow.buildOnly()).work();
    play.tell(new Command.Takeover()).tell(new Command.Handback("one"));
    EffectId first = play.effect(Effect.HandBack.class).id();
    play.work().tell(new Command.Takeover()).tell(new Command.Handback("two"));
    assertThat(play.effect(Effect.HandBack.class).id()).isNotEqualTo(first);
  }

  @Test
  void retrying_stops_the_run_and_starts_afresh() {
    Play play = Play.building();
    RunId before = play.run("builder").id();
    play.tell(new Command.Retry(new StepId("build"), "mind the encoding"));
    assertThat(play.task().run(before).isOpen()).isFalse();
    assertThat(play.run("builder").note()).isEqualTo("mind the encoding");
    assertThat(play.run("builder").resumes()).isNull();
    assertThat(Play.ready().refused(new Command.Retry(null, null)))
        .isInstanceOf(Refusal.WrongState.class);
  }

  @Test
  void a_task_that_was_not_started_cannot_be_held() {
    Play play = Play.queued(Flow.threeSteps(), Flow.VERIFIED);
    assertThat(play.refused(new Command.Pause(""))).isInstanceOf(Refusal.WrongState.class);
    assertThat(play.refused(new Command.Takeover())).isInstanceOf(Refusal.WrongState.class);
    assertThat(play.refused(new Command.Rebase(new CommitId("c".repeat(40)))))
        .isInstanceOf(Refusal.WrongState.class);
    play.tell(new Command.Delete()).shows("deleted");
  }
}
