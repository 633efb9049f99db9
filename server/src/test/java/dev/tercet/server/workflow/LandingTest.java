package dev.tercet.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LandingTest {

  private static Play returned(Play play) {
    EffectId merge = play.merge().effect(Effect.Merge.class).id();
    return play.tell(new Report.TrainReturned(merge, World.BASE, true, "src/Main.java"));
  }

  private static Play returnedTwice() {
    return returned(returned(Play.ready()).work()).shows("needs you: resolve a conflict");
  }

  @Test
  void a_receipt_names_the_head_and_what_was_reviewed() {
    Play play = Play.ready();
    CommitId head = play.task().workspace().head();
    play.merge();
    assertThat(play.task().landing().receipt().head()).isEqualTo(head);
    assertThat(play.task().landing().receipt().pass()).isEqualTo(1);
    assertThat(play.task().landing().reverted()).isNull();
  }

  @Test
  void another_head_than_the_one_shown_is_refused() {
    Play play = Play.ready();
    DecisionId open = play.decision(Decision.Merge.class).id();
    assertThat(play.refused(new Command.Merge(open, World.BASE))).isInstanceOf(Refusal.Stale.class);
    play.merge();
    assertThat(play.refused(new Command.Merge(open, World.BASE)))
        .isEqualTo(new Refusal.NotOpen(open));
  }

  @Test
  void what_the_train_returns_is_mended_reviewed_and_decided_again() {
    Play play = Play.ready();
    CommitId before = play.task().workspace().head();
    returned(play).shows("building again 4/4").until(Effect.Integrate.class);
    play.work().shows("ready");
    assertThat(play.step("review").pass()).isEqualTo(2);
    assertThat(play.decision(Decision.Merge.class).since()).isEqualTo(before);
    play.merge().work().shows("merged");
  }

  @Test
  void conflicts_go_to_the_builder() {
    Play play = returned(Play.ready());
    play.tell(
        new Report.Integrated(
            play.effect(Effect.Integrate.class).id(),
            play.world.newCode(),
            List.of("src/Main.java")));
    assertThat(play.run("builder").note()).isEqualTo("conflicts in src/Main.java");
    play.work().shows("ready");
  }

  @Test
  void a_second_return_is_for_a_human() {
    returnedTwice().resolve(Option.RETRY).until(Effect.Integrate.class).work().shows("ready");
    returnedTwice().resolve(Option.CONTINUE).shows("ready");
    returnedTwice().resolve(Option.ABANDON).shows("abandoned");
    Play play = returnedTwice().resolve(Option.TAKEOVER).shows("taken over");
    play.tell(new Command.Handback("took main in")).work().shows("ready");
    assertThat(play.step("review").pass()).isEqualTo(3);
  }

  @Test
  void a_refused_merge_is_decided_again_with_the_remark() {
    Play play = Play.ready().merge();
    play.tell(
        new Report.MergeRefused(play.effect(Effect.Merge.class).id(), "src/Main.java is dirty"));
    assertThat(play.shows("ready").decision(Decision.Merge.class).remarks())
        .containsExactly("The merge was refused: src/Main.java is dirty");
    play.merge().troubled(Effect.Merge.class).shows("ready").merge().work().shows("merged");
  }

  @Test
  void a_change_that_waits_to_be_merged_is_sent_back_with_a_line() {
    Play play = Play.ready();
    DecisionId merge = play.decision(Decision.Merge.class).id();
    assertThat(play.refused(new Command.Reject(merge, " "))).isInstanceOf(Refusal.Invalid.class);
    play.tell(new Command.Reject(merge, "log it too"));
    assertThat(play.task().decisions(Decision.Merge.class)).isEmpty();
    assertThat(play.refused(new Command.Merge(merge, play.task().workspace().head())))
        .isInstanceOf(Refusal.NotOpen.class);
    assertThat(
            play.task().steps().values().stream()
                .filter(StepProgress::hasItem)
                .map(progress -> progress.item().text()))
        .containsExactly("log it too");
    play.work().shows("ready").merge().work().shows("merged");
  }

  @Test
  void undone_and_merged_again() {
    Play play = Play.ready().merge().work();
    play.tell(new Command.UndoMerge()).shows("undoing").work().shows("undone, ready again");
    CommitId revert = play.task().landing().reverted();
    assertThat(play.merge().task().landing().reverted()).isEqualTo(revert);
    play.work().shows("merged").tell(new Command.UndoMerge()).work();
    play.shows("undone, ready again");
  }

  @Test
  void an_undone_task_gets_its_worktree_back_when_there_is_work() {
    Play play = Play.ready().merge().work().tell(new Command.UndoMerge()).work();
    returned(play);
    assertThat(Effects.of(play.task()))
        .containsExactly(new Effect.MakeWorktree(new EffectId("worktree.3")));
    play.work().shows("undone, ready again");
  }

  @Test
  void an_undo_in_trouble_can_be_tried_again_or_let_be() {
    Play play = Play.ready().merge().work().tell(new Command.UndoMerge());
    play.troubled(Effect.Undo.class).shows("failed: the disk is full");
    play.resolve(Option.RETRY).troubled(Effect.Undo.class);
    play.resolve(Option.CONTINUE).shows("merged");
  }

  @Test
  void what_is_in_the_target_is_remembered_when_it_is_undone() {
    Play play = Play.ready();
    CommitId head = play.task().workspace().head();
    play.merge().work();
    assertThat(play.task().landing().merged()).isEqualTo(head);
    play.tell(new Command.UndoMerge()).work();
    assertThat(play.task().landing().merged()).isEqualTo(head);
    assertThat(play.task().landing().commit()).isNull();
  }

  private static Play undoneRed() {
    Play play = Play.ready().merge().work().tell(new Command.UndoMerge());
    EffectId undo = play.effect(Effect.Undo.class).id();
    play.tell(new Report.UndoRed(undo, "make test is red without it", "1 test failed"));
    assertThat(play.shows("failed: make test is red without it").wanted(Effect.Undo.class))
        .isEmpty();
    return play;
  }

  @Test
  void an_undo_that_leaves_the_target_red_is_for_a_human() {
    Play again = undoneRed().resolve(Option.RETRY).shows("undoing");
    assertThat(again.task().landing().redAllowed()).isFalse();
    again.work().shows("undone, ready again");

    Play allowed = undoneRed().resolve(Option.CONTINUE).shows("undoing");
    assertThat(allowed.task().landing().redAllowed()).isTrue();
    allowed.work().shows("undone, ready again");
    assertThat(allowed.task().landing().redAllowed()).isFalse();

    Play left = undoneRed().resolve(Option.ABANDON).shows("merged");
    assertThat(left.task().landing().commit()).isNotNull();
    left.tell(new Command.UndoMerge()).work().shows("undone, ready again");
  }

  @Test
  void the_branch_is_pushed_once_for_each_approval_and_nothing_waits_for_it() {
    Play play = Play.of(Flow.threeSteps(), Flow.SHARED).work().approve();
    Effect.PushBranch push = play.effect(Effect.PushBranch.class);
    assertThat(play.wanted(Effect.StartRun.class)).isPresent();
    play.tell(new Report.BranchPushed(push.id(), play.task().workspace().head(), "no route"));
    assertThat(play.task().landing().sharing().problem()).isEqualTo("no route");
    assertThat(play.wanted(Effect.PushBranch.class)).isEmpty();
    play.edit("spec.md", "- [ ] something else\n").until(task -> !task.decisions().isEmpty());
    play.approve().troubled(Effect.PushBranch.class);
    assertThat(play.task().landing().sharing().problem()).isEqualTo("the disk is full");
    play.edit("spec.md", "- [ ] once more\n").until(task -> !task.decisions().isEmpty());
    play.approve().perform(Effect.PushBranch.class);
    assertThat(play.task().landing().sharing().problem()).isNull();
    play.work().shows("ready");
  }

  @Test
  void a_pull_request_is_watched_until_it_is_merged() {
    Play play = Play.ready().merge();
    EffectId merge = play.effect(Effect.Merge.class).id();
    play.tell(new Report.Published(merge, "https://example.org/1")).shows("pull request open");
    assertThat(play.refused(new Command.UndoMerge())).isInstanceOf(Refusal.WrongState.class);
    play.perform(Effect.WatchRemote.class).shows("merged");
  }

  @Test
  void a_worktree_with_unmerged_work_is_kept_until_the_human_deletes_it() {
    Play play = Play.ready().merge().perform(Effect.Merge.class);
    EffectId remove = play.effect(Effect.RemoveWorktree.class).id();
    play.tell(new Report.WorktreeKept(remove, "notes.txt was never committed"));
    assertThat(Effects.of(play.task())).isEmpty();
    play.tell(new Command.Delete()).work().shows("deleted");
    assertThat(play.task().workspace().trash()).isNotNull();
    assertThat(play.refused(new Command.Delete())).isInstanceOf(Refusal.WrongState.class);
  }

  @Test
  void what_is_over_stays_so() {
    Play merged = Play.ready().merge().work();
    Play abandoned = Play.building().tell(new Command.Abandon("not now")).shows("abandoned");
    for (Play play : new Play[] {merged, abandoned}) {
      assertThat(play.refused(new Command.Abandon(""))).isInstanceOf(Refusal.WrongState.class);
      assertThat(play.refused(new Command.Pause(""))).isInstanceOf(Refusal.WrongState.class);
      assertThat(play.refused(new Command.Takeover())).isInstanceOf(Refusal.WrongState.class);
      assertThat(play.refused(new Command.Retry(null, null)))
          .isInstanceOf(Refusal.WrongState.class);
      play.tell(new Command.Delete()).work().shows("deleted");
    }
  }

  @Test
  void a_run_that_ends_after_the_task_was_given_up_is_only_noted() {
    Play play = Play.building().tell(new Command.Abandon("not now")).finishes("builder");
    assertThat(play.shows("abandoned").task().runs().values()).noneMatch(RunRecord::isOpen);
  }

  @Test
  void what_is_merging_is_left_alone() {
    Play play = Play.ready().merge();
    assertThat(play.refused(new Command.Abandon(""))).isInstanceOf(Refusal.WrongState.class);
    assertThat(play.refused(new Command.Delete())).isInstanceOf(Refusal.WrongState.class);
  }
}
