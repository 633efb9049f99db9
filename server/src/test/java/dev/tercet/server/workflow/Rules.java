package dev.tercet.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What must be true of a task whatever it is told; looked at after every command of a play. */
final class Rules {

  private final World world;
  private final Set<EffectId> through = new HashSet<>();

  Rules(World world) {
    this.world = world;
  }

  void check(Task before, Command command, List<Event> events, Task after) {
    note(before, command, events);
    assertThat(events).as("events of one command").hasSizeLessThan(120);
    mayFollow(before.phase(), after.phase());
    buildersAreAllowed(after);
    mergeIsDecided(after);
    nothingHangs(after);
    slotsMatchRuns(after);
    idsAreNew(after);
  }

  /** An effect whose result was taken is never wanted again under the same name. */
  private void note(Task before, Command command, List<Event> events) {
    boolean result =
        switch (command) {
          case Report.Begun _,
              Report.RunHeldUp _,
              Report.RunBegan _,
              Report.Asked _,
              Report.Found _,
              Report.ArtifactEdited _,
              Report.Troubled _,
              Report.UndoRed _,
              Command.Human _ ->
              false;
          case Report.SetupRan(_, var ran) -> ran.green();
          // Deleting may be told to go ahead though something would be lost.
          case Report.WorktreeKept _ -> before.phase() != Phase.DELETED;
          case Report _ -> !events.isEmpty();
        };
    if (result && command instanceof Report report) {
      through.add(
          report instanceof Report.OfRun aboutRun
              ? Play.effectOf(aboutRun.run())
              : report.effect());
    }
  }

  private void idsAreNew(Task task) {
    List<EffectId> wanted = Effects.of(task).stream().map(Effect::id).toList();
    assertThat(wanted).doesNotHaveDuplicates().noneMatch(through::contains);
  }

  private static void mayFollow(Phase before, Phase after) {
    switch (before) {
      case MERGED -> assertThat(after).isIn(Phase.MERGED, Phase.UNDOING, Phase.DELETED);
      case ABANDONED -> assertThat(after).isIn(Phase.ABANDONED, Phase.DELETED);
      case DELETED -> assertThat(after).isEqualTo(Phase.DELETED);
      case QUEUED, PREPARING, ACTIVE, MERGING, PUBLISHED, UNDOING -> {}
    }
  }

  private static void buildersAreAllowed(Task task) {
    for (Effect effect : Effects.of(task)) {
      if (effect instanceof Effect.StartRun(_, var id)) {
        RunRecord run = task.run(id);
        boolean builds = task.step(run.step()).role() == Role.BUILD;
        if (builds && run.startedAt() == null) {
          assertThat(task.workflow().steps().stream().takeWhile(s -> !s.id().equals(run.step())))
              .allMatch(step -> approved(task, step), "approved");
        }
      }
    }
  }

  private static boolean approved(Task task, Step step) {
    return !(step.gate() instanceof Gate.Approve(var name))
        || task.progress(step.id()).state() instanceof StepState.Skipped
        || task.receipts().get(step.id()) instanceof Receipt receipt
            && receipt.shown().equals(task.artifacts().get(name).shown())
            && receipt.base().equals(task.charter().base());
  }

  private void mergeIsDecided(Task task) {
    if (Effects.of(task).stream().noneMatch(effect -> effect instanceof Effect.Merge)) {
      return;
    }
    MergeReceipt receipt = task.landing().receipt();
    assertThat(receipt).isNotNull();
    assertThat(receipt.head()).isEqualTo(task.workspace().head());
    if (task.workflow().steps().isEmpty()) {
      return;
    }
    Step last = task.workflow().steps().getLast();
    boolean reviewed =
        last.role() == Role.REVIEW
            && task.progress(last.id()).state() instanceof StepState.Done
            && Builds.last(task).isPresent();
    if (reviewed && task.reviewed().containsKey(last.id())) {
      assertThat(world.code(task.reviewed().get(last.id())))
          .as("the code that is merged is the code that was reviewed")
          .isEqualTo(world.code(receipt.head()));
    }
  }

  private static void nothingHangs(Task task) {
    boolean waitsForACommand =
        task.phase().isTerminal()
            || task.phase() == Phase.QUEUED
            || task.hold() instanceof Hold.Paused
            || task.hold() instanceof Hold.TakenOver;
    if (!waitsForACommand) {
      assertThat(Effects.of(task).size() + task.decisions().size())
          .as("something is under way or asked: %s", Headline.of(task))
          .isPositive();
    }
  }

  private static void slotsMatchRuns(Task task) {
    if (task.phase().isTerminal()) {
      return;
    }
    Set<RunId> open =
        task.runs().values().stream()
            .filter(run -> run.isOpen() && run.purpose() != Purpose.ASK)
            .map(RunRecord::id)
            .collect(Collectors.toSet());
    Set<RunId> active =
        task.steps().values().stream()
            .flatMap(progress -> progress.slots().values().stream())
            .filter(slot -> slot instanceof Slot.Active)
            .map(Slot::run)
            .collect(Collectors.toSet());
    assertThat(active).as("active slots").isEqualTo(open);
    assertThat(task.decisions(Decision.Question.class).map(Decision.Question::run))
        .allSatisfy(run -> assertThat(task.run(run)).isNotNull());
  }
}
