package dev.tercet.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tercet.server.workflow.Command.Approve;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalTest {

  private static final String LONGER = "- [ ] parse\n- [ ] store\n- [ ] sort\n- [ ] show\n";

  @Test
  void a_ticket_goes_from_spec_to_merge() {
    Play play = Play.queued(Flow.threeSteps(), Flow.VERIFIED).shows("queued");
    play.tell(new Command.Start()).shows("preparing the worktree");
    play.work().shows("needs you: approve spec.md");
    play.approve().shows("building 1/3");
    play.perform(Effect.StartRun.class).perform(Effect.StartRun.class);
    play.shows("building 1/3, verifying");
    play.untilStep("review").shows("reviewing 0/3");
    assertThat(play.items("build")).containsExactly("[x] parse", "[x] store", "[x] show");
    play.work().shows("ready");
    play.merge().shows("merging");
    play.work().shows("merged");
    assertThat(play.task().workspace().path()).isNull();
    assertThat(play.replayed()).isEqualTo(play.task());
  }

  @Test
  void starting_twice_is_refused() {
    Play play = Play.of(Flow.threeSteps());
    assertThat(play.refused(new Command.Start())).isInstanceOf(Refusal.WrongState.class);
  }

  @Test
  void a_receipt_names_what_was_shown() {
    Play play = Play.of(Flow.threeSteps()).work();
    Shown shown = play.decision(Decision.Approval.class).shown();
    play.approve();
    Receipt receipt = play.task().receipts().get(new StepId("spec"));
    assertThat(receipt.shown()).isEqualTo(shown);
    assertThat(receipt.base()).isEqualTo(World.BASE);
    assertThat(receipt.by().actor().user()).isEqualTo("anna");
  }

  @Test
  void of_two_approvals_one_wins() {
    Play play = Play.of(Flow.threeSteps()).work();
    Decision.Approval open = play.decision(Decision.Approval.class);
    play.approve();
    assertThat(play.refused(new Approve(open.id(), open.shown())))
        .isEqualTo(new Refusal.NotOpen(open.id()));
  }

  @Test
  void what_was_not_shown_is_not_approved() {
    Play play = Play.of(Flow.threeSteps()).work();
    Decision.Approval before = play.decision(Decision.Approval.class);
    play.edit("spec.md", LONGER);
    assertThat(play.refused(new Approve(before.id(), before.shown())))
        .isInstanceOf(Refusal.NotOpen.class);
    Decision.Approval after = play.decision(Decision.Approval.class);
    assertThat(after.shown().revision()).isEqualTo(2);
    assertThat(play.refused(new Approve(after.id(), before.shown())))
        .isInstanceOf(Refusal.Stale.class);
  }

  @Test
  void a_decision_of_another_kind_is_refused() {
    Play play = Play.of(Flow.threeSteps()).work();
    DecisionId approval = play.decision(Decision.Approval.class).id();
    assertThat(play.refused(new Command.Answer(approval, "yes")))
        .isEqualTo(new Refusal.WrongKind(approval, "a question", "an approval"));
    assertThat(play.refused(new Command.Merge(approval, World.BASE)))
        .isInstanceOf(Refusal.WrongKind.class);
    assertThat(play.refused(new Command.Resolve(approval, Option.RETRY, null)))
        .isInstanceOf(Refusal.WrongKind.class);
  }

  @Test
  void rejecting_runs_the_planner_again_with_the_correction() {
    Play play = Play.of(Flow.threeSteps()).work();
    DecisionId first = play.decision(Decision.Approval.class).id();
    assertThat(play.refused(new Command.Reject(first, " "))).isInstanceOf(Refusal.Invalid.class);
    play.reject("no new table").shows("planning");
    assertThat(play.run("planner").purpose()).isEqualTo(Purpose.CORRECTION);
    assertThat(play.run("planner").note()).isEqualTo("no new table");
    play.world.files.put(Flow.name("spec.md"), LONGER);
    play.work();
    assertThat(play.decision(Decision.Approval.class).before()).isEqualTo(1);
    play.approve().untilStep("review");
    assertThat(play.items("build")).hasSize(4);
  }

  @Test
  void an_edit_before_the_build_voids_the_approval() {
    Play play = Play.of(Flow.threeSteps()).work().approve().edit("spec.md", LONGER);
    play.shows("needs you: approve spec.md");
    assertThat(play.wanted(Effect.StartRun.class)).isEmpty();
    play.approve();
    assertThat(play.wanted(Effect.StartRun.class)).isPresent();
  }

  @Test
  void an_edit_in_mid_build_stops_at_the_items_end_and_asks() {
    Play play = Play.building().began("builder").edit("spec.md", LONGER);
    assertThat(play.wanted(Effect.StartRun.class)).as("the turn ends first").isPresent();
    play.work().shows("needs you: approve spec.md");
    assertThat(play.items("build")).startsWith("[x] parse", "[ ] store");
    play.approve().untilStep("review");
    assertThat(play.items("build"))
        .containsExactly("[x] parse", "[x] store", "[x] sort", "[x] show");
  }

  @Test
  void what_was_approved_again_during_an_item_is_built() {
    Play play = Play.building().began("builder").edit("spec.md", LONGER).approve();
    play.untilStep("review");
    assertThat(play.items("build"))
        .containsExactly("[x] parse", "[x] store", "[x] sort", "[x] show");
  }

  @Test
  void what_a_spec_gains_after_the_build_is_built_and_reviewed() {
    Play play = Play.ready().edit("spec.md", LONGER).shows("needs you: approve spec.md");
    assertThat(play.task().decisions()).as("the merge is off").hasSize(1);
    play.approve().shows("building again 4/4").work().shows("ready");
    assertThat(play.items("build")).contains("[x] sort");
    assertThat(play.step("review").pass()).isEqualTo(2);
  }

  @Test
  void two_lines_of_a_plan_that_read_the_same_are_two_items() {
    Play play = Play.of(Flow.threeSteps());
    play.world.files.put(Flow.name("spec.md"), "- [ ] test\n- [ ] test\n");
    play.work().approve().began("builder").edit("spec.md", "- [ ] test\n- [ ] test\n- [ ] doc\n");
    play.work().approve().untilStep("review");
    assertThat(play.items("build")).containsExactly("[x] test", "[x] test", "[x] doc");
  }

  @Test
  void a_new_base_voids_the_approval() {
    CommitId onto = new CommitId("c".repeat(40));
    Play play = Play.building().tell(new Command.Rebase(onto)).shows("rebasing");
    assertThat(play.wanted(Effect.StartRun.class)).isEmpty();
    play.work().shows("needs you: approve spec.md");
    play.approve().work().shows("ready");
    assertThat(play.task().charter().base()).isEqualTo(onto);
  }

  @Test
  void a_new_base_of_a_finished_build_is_reviewed_again() {
    Play play = Play.ready().tell(new Command.Rebase(new CommitId("c".repeat(40))));
    play.work().shows("needs you: approve spec.md").approve().work().shows("ready");
    assertThat(play.step("review").pass()).isEqualTo(2);
  }

  @Test
  void what_is_rebased_where_it_is_already_is_refused() {
    Play play = Play.building();
    assertThat(play.refused(new Command.Rebase(World.BASE))).isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void an_open_approval_is_asked_again_on_a_new_base() {
    Play play = Play.of(Flow.threeSteps()).work();
    DecisionId before = play.decision(Decision.Approval.class).id();
    play.tell(new Command.Rebase(new CommitId("c".repeat(40)))).work();
    assertThat(play.decision(Decision.Approval.class).id()).isNotEqualTo(before);
  }

  @Test
  void a_spec_that_was_not_written_is_asked_for_again_and_then_a_problem() {
    Play play = Play.of(Flow.threeSteps());
    for (int attempt = 1; attempt <= 3; attempt++) {
      play.until(Effect.CollectArtifacts.class);
      play.tell(
          new Report.Collected(
              play.effect(Effect.CollectArtifacts.class).id(),
              List.of(),
              List.of(Flow.name("spec.md")),
              World.BASE));
    }
    play.shows("failed: spec.md was not written, or is empty");
    play.resolve(Option.RETRY).work().shows("needs you: approve spec.md");
  }

  @Test
  void a_check_can_be_approved_and_rejected() {
    Gate gate = new Gate.Approve(Flow.name("lint.txt"));
    Play play = Play.of(new Flow().check("lint").producing("lint.txt").gate(gate).end());
    play.work().shows("needs you: approve lint.txt");
    play.reject("again, with the new rules").shows("checking").work().approve().shows("ready");
  }

  @Test
  void a_gate_on_a_file_that_nobody_writes_is_a_problem_and_not_a_silence() {
    Gate gate = new Gate.Approve(Flow.name("report.md"));
    Play play = Play.of(new Flow().build("build").gate(gate).end()).work();
    play.shows("failed: report.md has to be approved, and nobody has written it");
    play.resolve(Option.RETRY).work();
    play.shows("failed: report.md has to be approved, and nobody has written it");
  }
}
