package dev.tercet.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.workflow.RunOutcome.Cause;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ProblemTest {

  private static final Workflow CHECKED = new Flow().build("build").check("lint").end();

  /** One way into trouble for each spot, and what the human may choose there. */
  private record Way(Supplier<Play> met, List<Option> options) {}

  private static final List<Option> ALL =
      List.of(Option.RETRY, Option.CONTINUE, Option.TAKEOVER, Option.ABANDON);
  private static final List<Option> NO_CONTINUE =
      List.of(Option.RETRY, Option.TAKEOVER, Option.ABANDON);
  private static final List<Option> NO_TAKEOVER =
      List.of(Option.RETRY, Option.CONTINUE, Option.ABANDON);

  private static final List<Way> WAYS =
      List.of(
          new Way(() -> verified().troubled(Effect.MakeWorktree.class), NO_TAKEOVER),
          new Way(
              () -> verified().until(Effect.RunSetup.class).red(Effect.RunSetup.class),
              NO_TAKEOVER),
          new Way(
              () ->
                  verified()
                      .until(Effect.VerifyBaseline.class)
                      .troubled(Effect.VerifyBaseline.class),
              NO_TAKEOVER),
          new Way(() -> Play.building().breaks("builder", Cause.NOT_STARTED), NO_CONTINUE),
          new Way(() -> Play.building().breaks("builder", Cause.BUDGET), ALL),
          new Way(() -> Play.building().troubled(Effect.StartRun.class), NO_CONTINUE),
          new Way(() -> Play.reviewing().breaks("opus", Cause.REFUSED), ALL),
          new Way(() -> until(Effect.CollectArtifacts.class), NO_CONTINUE),
          new Way(() -> outside(Play.of(Flow.threeSteps()), Effect.CollectArtifacts.class), ALL),
          new Way(() -> outside(Play.building(), Effect.CompareReviews.class), ALL),
          new Way(
              () -> untrusted(verified(), Effect.MakeWorktree.class),
              List.of(Option.TRUST, Option.ABANDON)),
          new Way(
              () ->
                  untrusted(
                      Play.building().tell(new Command.Rebase(new CommitId("c".repeat(40)))),
                      Effect.Rebase.class),
              List.of(Option.TRUST, Option.CONTINUE, Option.ABANDON)),
          new Way(ProblemTest::integrating, NO_CONTINUE),
          new Way(ProblemTest::redThrice, ALL),
          new Way(() -> troubledBuild(Effect.CommitItem.class), NO_CONTINUE),
          new Way(() -> outside(Play.building(), Effect.CommitItem.class), ALL),
          new Way(() -> troubledBuild(Effect.CompareReviews.class), NO_CONTINUE),
          new Way(() -> troubledBuild(Effect.WriteReview.class), NO_CONTINUE),
          new Way(
              () -> Play.of(CHECKED).until(Effect.RunCheck.class).red(Effect.RunCheck.class), ALL),
          new Way(
              () -> Play.of(CHECKED).until(Effect.RunCheck.class).troubled(Effect.RunCheck.class),
              ALL),
          new Way(
              () ->
                  Play.building()
                      .tell(new Command.Rebase(new CommitId("c".repeat(40))))
                      .troubled(Effect.Rebase.class),
              NO_TAKEOVER),
          new Way(
              () ->
                  Play.building()
                      .tell(new Command.Takeover())
                      .tell(new Command.Handback("mine"))
                      .troubled(Effect.HandBack.class),
              NO_CONTINUE));

  private static Play verified() {
    return Play.of(Flow.threeSteps(), Flow.VERIFIED);
  }

  private static Play until(Class<? extends Effect> kind) {
    return Play.of(Flow.threeSteps()).until(kind).troubled(kind);
  }

  private static Play troubledBuild(Class<? extends Effect> kind) {
    return Play.building().until(kind).troubled(kind);
  }

  private static Play outside(Play play, Class<? extends Effect> kind) {
    play.until(kind);
    return play.tell(
        new Report.Troubled(play.effect(kind).id(), Trouble.BOUNDARY, ".git was replaced", ""));
  }

  private static Play untrusted(Play play, Class<? extends Effect> kind) {
    return play.tell(
        new Report.Troubled(
            play.effect(kind).id(), Trouble.TRUST, "setup of the repository", "npm ci"));
  }

  private static Play integrating() {
    Play play = Play.ready().merge();
    EffectId merge = play.effect(Effect.Merge.class).id();
    return play.tell(new Report.TrainReturned(merge, World.BASE, false, "red"))
        .until(Effect.Integrate.class)
        .troubled(Effect.Integrate.class);
  }

  private static Play redThrice() {
    Play play = Play.of(Flow.threeSteps(), Flow.VERIFIED).work().approve();
    for (int time = 0; time < 3; time++) {
      play.until(Effect.VerifyItem.class).red(Effect.VerifyItem.class);
    }
    return play;
  }

  @Test
  void every_trouble_offers_what_makes_sense_and_each_choice_leads_on() {
    for (Way way : WAYS) {
      assertThat(way.met().get().decision(Decision.Problem.class).options())
          .containsExactlyElementsOf(way.options());
      for (Option option : way.options()) {
        Play play = way.met().get().resolve(option, "as I say");
        assertThat(play.task().decisions(Decision.Problem.class)).isEmpty();
        lead(play, option);
      }
    }
  }

  private static void lead(Play play, Option option) {
    switch (option) {
      case ABANDON -> play.shows("abandoned");
      case TAKEOVER -> toMerge(play.shows("taken over").tell(new Command.Handback("mine")));
      case RETRY, TRUST, CONTINUE -> toMerge(play);
    }
  }

  private static void toMerge(Play play) {
    play.work();
    while (play.task().decisions(Decision.Approval.class).findFirst().isPresent()) {
      play.approve().work();
    }
    play.shows("ready").merge().work().shows("merged");
  }

  @Test
  void an_option_that_is_not_offered_is_refused() {
    Play play = Play.building().breaks("builder", Cause.REFUSED);
    DecisionId problem = play.decision(Decision.Problem.class).id();
    assertThat(play.refused(new Command.Resolve(problem, Option.CONTINUE, null)))
        .isInstanceOf(Refusal.Invalid.class);
    play.resolve(Option.RETRY);
    assertThat(play.refused(new Command.Resolve(problem, Option.RETRY, null)))
        .isEqualTo(new Refusal.NotOpen(problem));
  }

  @Test
  void nobody_takes_over_while_the_branch_is_moved() {
    Play play = Play.building().tell(new Command.Rebase(new CommitId("c".repeat(40))));
    play.breaks("builder", Cause.REFUSED);
    DecisionId problem = play.decision(Decision.Problem.class).id();
    assertThat(play.refused(new Command.Resolve(problem, Option.TAKEOVER, null)))
        .isInstanceOf(Refusal.WrongState.class);
  }

  @Test
  void the_retry_command_answers_an_open_problem() {
    Play play = Play.building().breaks("builder", Cause.REFUSED);
    play.tell(new Command.Retry(null, "again")).shows("building 1/3");
    assertThat(play.run("builder").note()).isEqualTo("again");
  }

  @Test
  void what_may_pass_is_tried_again_and_the_rest_is_asked() {
    for (Cause cause : Cause.values()) {
      boolean again =
          List.of(
                  Cause.CRASHED,
                  Cause.STALLED,
                  Cause.MISBEHAVED,
                  Cause.RATE_LIMITED,
                  Cause.INCOMPLETE)
              .contains(cause);
      Play play = Play.building().breaks("builder", cause);
      assertThat(play.task().decisions().isEmpty()).as("%s", cause).isEqualTo(again);
      if (cause == Cause.RATE_LIMITED) {
        play.breaks("builder", cause).breaks("builder", cause).breaks("builder", cause);
        assertThat(play.task().decisions()).as("the account is held, not the task").isEmpty();
        assertThat(play.run("builder").resumes()).as("with the files as they are").isNotNull();
      } else if (again) {
        play.breaks("builder", cause).breaks("builder", cause);
        assertThat(play.task().decisions()).as("%s, three times", cause).hasSize(1);
      }
    }
  }

  @Test
  void a_used_up_budget_lets_the_same_run_go_on_when_it_is_raised() {
    Play play = Play.building();
    RunId ended = play.run("builder").id();
    play.breaks("builder", Cause.BUDGET).shows("needs you: a limit is reached");
    play.resolve(Option.CONTINUE);
    assertThat(play.task().raises()).hasSize(1);
    assertThat(play.run("builder").resumes()).isEqualTo(ended);
    play.work().shows("ready");
  }

  @Test
  void a_run_that_may_not_start_or_end_says_what_it_waits_for() {
    Play play = Play.building();
    RunId run = play.run("builder").id();
    Report.RunHeldUp held = new Report.RunHeldUp(Play.effectOf(run), run, "a free place");
    play.tell(held).shows("building 1/3, waits: a free place");
    assertThat(play.decide(held)).as("said once").isEqualTo(new Outcome.Emit(List.of()));
    play.tell(new Report.RunBegan(Play.effectOf(run), run, "scripted", 7, 1));
    play.shows("building 1/3");
    play.tell(new Report.RunHeldUp(Play.effectOf(run), run, "the disk is full"));
    play.shows("building 1/3, waits: the disk is full");
    play.work().shows("ready");
    assertThat(play.refused(held)).isInstanceOf(Refusal.NotWanted.class);
  }

  @Test
  void red_goes_back_to_the_same_session_and_then_to_a_human() {
    Play play = Play.of(Flow.threeSteps(), Flow.VERIFIED).work().approve();
    RunId first = play.run("builder").id();
    play.until(Effect.VerifyItem.class).red(Effect.VerifyItem.class);
    assertThat(play.run("builder").resumes()).isEqualTo(first);
    assertThat(play.run("builder").note()).contains("make test", "1 test failed");
    redThrice().shows("failed: make test ended with 1, 3 times");
  }

  @Test
  void what_was_red_on_the_base_is_not_blamed_on_the_task() {
    Play play = Play.of(Flow.buildOnly(), Flow.VERIFIED).until(Effect.VerifyBaseline.class);
    play.red(Effect.VerifyBaseline.class).until(Effect.VerifyItem.class);
    play.red(Effect.VerifyItem.class).work().shows("ready");
  }

  @Test
  void an_item_that_changed_nothing_is_done_without_a_commit() {
    Play play = Play.building().until(Effect.CommitItem.class);
    play.tell(
        new Report.Committed(
            play.effect(Effect.CommitItem.class).id(),
            null,
            play.task().workspace().head(),
            List.of()));
    assertThat(play.step("build").items().getFirst().done()).isTrue();
    assertThat(play.step("build").items().getFirst().commit()).isNull();
    play.work().shows("ready");
  }

  @Test
  void one_takeover_leaves_the_other_broken_reviewer_to_its_own_decision() {
    Play play = Play.reviewing().breaks("opus", Cause.REFUSED).breaks("gpt", Cause.REFUSED);
    play.resolve(Option.TAKEOVER);
    assertThat(play.task().decisions(Decision.Problem.class)).hasSize(1);
    play.tell(new Command.Handback("mine")).work().shows("ready");
  }

  @Test
  void a_report_that_nobody_waits_for_is_refused() {
    Play play = Play.building();
    EffectId run = Play.effectOf(play.run("builder").id());
    assertThat(play.refused(new Report.Verified(new EffectId("verify:x"), World.green("x"))))
        .isInstanceOf(Refusal.NotWanted.class);
    assertThat(play.refused(new Report.Merged(run, World.BASE, World.BASE, null)))
        .as("no answer to this effect")
        .isInstanceOf(Refusal.NotWanted.class);
    RunId none = new RunId("csv-export-k3f9.r99");
    assertThat(play.refused(new Report.Asked(run, none, "?", List.of())))
        .isInstanceOf(Refusal.NotWanted.class);
  }

  @Test
  void what_has_begun_is_noted_once() {
    Play play = Play.building();
    EffectId run = Play.effectOf(play.run("builder").id());
    play.tell(new Report.Begun(run)).tell(new Report.Begun(run));
    assertThat(play.task().begun()).containsExactly(run);
  }
}
