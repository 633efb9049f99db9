package dev.tercet.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Workflows of unusual shapes come to an end, or say why they cannot. */
class ShapeTest {

  @Test
  void nothing_to_do_is_ready_at_once() {
    Play.of(new Flow().end()).work().shows("ready");
    Play.of(new Flow().plan("spec").ticked().build("build").ticked().end()).work().shows("ready");
  }

  @Test
  void a_check_alone() {
    Play.of(new Flow().check("lint").end()).until(Effect.RunCheck.class).shows("checking");
    Play.of(new Flow().check("lint").end()).work().shows("ready");
  }

  @Test
  void a_build_without_a_plan_is_one_item() {
    Play play = Play.of(Flow.buildOnly()).work().shows("ready");
    assertThat(play.items("build")).containsExactly("[x] build");
  }

  @Test
  void a_plan_without_a_gate_is_built_unasked() {
    Play play =
        Play.of(new Flow().plan("spec").gate(new Gate.None()).build("build").end(), Flow.VERIFIED);
    play.work().shows("ready");
    assertThat(play.items("build")).hasSize(3);
  }

  @Test
  void a_new_base_without_a_gate_is_compared_and_built_on() {
    Play play =
        Play.of(new Flow().plan("spec").gate(new Gate.None()).build("build").end(), Flow.VERIFIED);
    play.until(Effect.CommitItem.class).perform(Effect.CommitItem.class);
    play.tell(new Command.Rebase(new CommitId("c".repeat(40)))).work().shows("ready");
  }

  @Test
  void a_plan_is_worked_through_by_the_first_build_after_it() {
    Play play = Play.of(new Flow().plan("spec").build("code").build("docs").end()).work();
    play.approve().work().shows("ready");
    assertThat(play.items("code")).hasSize(3);
    assertThat(play.items("docs")).containsExactly("[x] docs");
  }

  @Test
  void a_build_step_may_name_its_plan() {
    Play play = Play.of(new Flow().plan("spec").build("code").planned("none.md").end()).work();
    play.approve().work().shows("ready");
    assertThat(play.items("code")).containsExactly("[x] code");
  }

  @Test
  void the_worktree_has_one_builder_at_a_time() {
    Play play = Play.of(new Flow().build("one").build("two").needs().end());
    play.untilStep("one");
    assertThat(play.step("two").state()).isEqualTo(new StepState.Pending());
    play.work().shows("ready");
    assertThat(play.items("two")).containsExactly("[x] two");
  }

  @Test
  void the_last_step_may_be_a_plan() {
    Play play = Play.of(new Flow().build("build").plan("notes").end()).work();
    play.approve().shows("ready");
  }

  @Test
  void a_step_whose_condition_does_not_hold_is_skipped_with_the_reason() {
    Play play =
        Play.of(
            new Flow()
                .build("build")
                .review("docs", "opus")
                .when(new Condition.Changed("docs/**"))
                .check("lint")
                .when(new Condition.Label("urgent"))
                .check("slow")
                .when(new Condition.Not(new Condition.Label("export")))
                .check("deep")
                .when(new Condition.Touches("db/**"))
                .end());
    play.work().shows("ready");
    assertThat(play.step("docs").state())
        .isEqualTo(new StepState.Skipped("nothing that matches docs/** has changed"));
    assertThat(play.step("lint").state())
        .isEqualTo(new StepState.Skipped("the ticket is not labelled urgent"));
    assertThat(play.step("slow").state())
        .isEqualTo(new StepState.Skipped("the ticket is labelled export"));
    assertThat(play.step("deep").state())
        .isEqualTo(new StepState.Skipped("the spec does not touch db/**"));
  }

  @Test
  void a_review_that_was_skipped_is_held_once_its_condition_holds() {
    Play play =
        Play.of(
            new Flow()
                .build("build")
                .review("docs", "opus")
                .when(new Condition.Changed("docs/**"))
                .end());
    play.work().shows("ready").world.changed.add("docs/guide.md");
    play.tell(new Command.Takeover()).tell(new Command.Handback("docs"));
    play.until(Effect.StartRun.class).shows("reviewing 0/1");
  }

  @Test
  void who_names_nobody_is_asked_about() {
    Play review = Play.of(new Flow().build("build").review("review").end()).work();
    review.shows("failed: the step review names nobody to do it");
    review.resolve(Option.CONTINUE).shows("ready");
    Play check = Play.of(new Flow().check("lint").byNobody().end()).work();
    check.shows("failed: the step lint has no command to run").resolve(Option.CONTINUE);
    Play build = Play.of(new Flow().build("build").byNobody().end()).work();
    assertThat(build.decision(Decision.Problem.class).options()).containsExactly(Option.ABANDON);
  }

  @Test
  void the_command_of_an_approved_spec_verifies_and_may_go_again() {
    Play play = Play.of(Flow.threeSteps());
    play.world.files.put(Flow.name("spec.md"), "verify: make it\n- [ ] parse\n- [ ] show\n");
    play.work().approve().until(Effect.VerifyItem.class);
    assertThat(play.effect(Effect.VerifyItem.class).command()).isEqualTo("make it");
    play.edit("spec.md", "- [ ] parse\n- [ ] show\n").approve().work().shows("ready");
  }

  @Test
  void a_step_may_want_no_verification() {
    Play play = Play.of(new Flow().build("build").verify(new Verify.None()).end(), Flow.VERIFIED);
    play.until(Effect.CommitItem.class).work().shows("ready");
  }
}
