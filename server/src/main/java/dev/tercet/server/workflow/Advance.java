package dev.tercet.server.workflow;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows by itself: steps start when their needs are done, answered runs go on, approvals are
 * asked for again when what they name has changed, and a finished task is offered for merging.
 */
final class Advance {

  private Advance() {}

  /** Adds what follows next; false when nothing does. */
  static boolean once(Unfolding now) {
    Task task = now.task();
    if (task.phase() != Phase.ACTIVE || task.isHeld()) {
      return false;
    }
    return continueRuns(now)
        || withdrawMerge(now)
        || askForApproval(now)
        || missArtifact(now)
        || closeReviews(now)
        || openPass(now)
        || workOn(now)
        || startStep(now)
        || offerMerge(now);
  }

  private static boolean continueRuns(Unfolding now) {
    for (var entry : now.task().steps().entrySet()) {
      for (Map.Entry<PresetName, Slot> held : entry.getValue().slots().entrySet()) {
        if (continueRun(now, entry.getKey(), held.getKey(), held.getValue())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean continueRun(Unfolding now, StepId step, PresetName preset, Slot slot) {
    if (now.task().step(step).role() == Role.BUILD && !now.task().mayBuild(step)) {
      return false;
    }
    return switch (slot) {
      case Slot.Stopped(var run, var failures) -> {
        RunRecord before = now.task().run(run);
        String note = before == null ? null : before.note();
        Purpose purpose = before == null ? Purpose.RETRY : before.purpose();
        now.queue(step, preset, purpose, new Told(note, run, failures));
        yield true;
      }
      case Slot.Asking(var run, var failures) when isAnswered(now.task(), run) -> {
        now.queue(step, preset, Purpose.ANSWER, new Told(null, run, failures));
        yield true;
      }
      case Slot.Asking _, Slot.Active _, Slot.Ended _, Slot.Broken _ -> false;
    };
  }

  private static boolean isAnswered(Task task, RunId run) {
    return task.decisions(Decision.Question.class).noneMatch(asked -> asked.run().equals(run));
  }

  /** A merge that was offered and is not what it was any more. */
  private static boolean withdrawMerge(Unfolding now) {
    Optional<Decision.Merge> stale =
        now.task()
            .decisions(Decision.Merge.class)
            .filter(
                open -> !open.head().equals(now.task().workspace().head()) || !isReady(now.task()))
            .findFirst();
    stale.ifPresent(
        open ->
            now.add(
                new Event.DecisionVoided(open.id(), "the task changed while the merge was shown")));
    return stale.isPresent();
  }

  /** Findings that were all judged together with another review's. */
  private static boolean closeReviews(Unfolding now) {
    Task task = now.task();
    Optional<Decision.Findings> empty =
        task.decisions(Decision.Findings.class)
            .filter(open -> Judging.openOf(task, open.step(), task.board()).isEmpty())
            .findFirst();
    empty.ifPresent(
        open -> {
          now.add(new Event.DecisionVoided(open.id(), "all its findings have been judged"));
          now.move(open.step(), new StepState.Done());
        });
    return empty.isPresent();
  }

  private static boolean askForApproval(Unfolding now) {
    Task task = now.task();
    for (Step step : task.workflow().steps()) {
      if (step.gate() instanceof Gate.Approve
          && step.role() != Role.BUILD
          && task.progress(step.id()).state() instanceof StepState.Waiting
          && isAtItsGate(task, step)
          && task.holds(step.id())) {
        now.move(step.id(), new StepState.Done());
        return true;
      }
      if (step.gate() instanceof Gate.Approve(var name)
          && isAtItsGate(task, step)
          && !task.holds(step.id())
          && task.artifacts().containsKey(name)) {
        Artifact artifact = Objects.requireNonNull(task.artifacts().get(name));
        Receipt before = task.receipts().get(step.id());
        if (before != null) {
          now.add(new Event.ApprovalVoided(step.id(), whyVoid(task, before, artifact)));
        }
        int shownBefore = before == null ? artifact.revision() - 1 : before.shown().revision();
        now.open(
            new Decision.Approval(now.nextDecision(), step.id(), artifact.shown(), shownBefore));
        return true;
      }
    }
    return false;
  }

  /** A step is done whose gate is about a file that nobody has written. */
  private static boolean missArtifact(Unfolding now) {
    Task task = now.task();
    for (Step step : task.workflow().steps()) {
      if (step.gate() instanceof Gate.Approve(var name)
          && task.progress(step.id()).state() instanceof StepState.Done
          && !task.artifacts().containsKey(name)
          && task.decisions().values().stream().noneMatch(open -> isAbout(open, step.id()))) {
        StepReports.afterArtifacts(now, step);
        return true;
      }
    }
    return false;
  }

  private static boolean isAtItsGate(Task task, Step step) {
    StepProgress progress = task.progress(step.id());
    boolean worked =
        progress.state() instanceof StepState.Waiting || progress.state() instanceof StepState.Done;
    return worked
        && baselineKnown(task)
        && progress.slots().values().stream().allMatch(slot -> slot instanceof Slot.Ended)
        && task.decisions().values().stream().noneMatch(open -> isAbout(open, step.id()));
  }

  private static boolean isAbout(Decision decision, StepId step) {
    return switch (decision) {
      case Decision.Approval approval -> approval.step().equals(step);
      case Decision.Question question -> question.step().equals(step);
      case Decision.Findings findings -> findings.step().equals(step);
      case Decision.Problem problem -> step.equals(problem.step());
      case Decision.Merge _ -> false;
    };
  }

  private static String whyVoid(Task task, Receipt receipt, Artifact artifact) {
    if (!receipt.base().equals(task.charter().base())) {
      return "the base moved since it was approved";
    }
    return artifact.shown().equals(receipt.shown())
        ? "the workflow changed since it was approved"
        : "%s changed since revision %d was approved"
            .formatted(artifact.name(), receipt.shown().revision());
  }

  static boolean baselineKnown(Task task) {
    return task.workspace().baseline() != null || task.verifyCommand(null).isEmpty();
  }

  private static boolean openPass(Unfolding now) {
    Task task = now.task();
    if (Builds.isUnderWay(task)
        || task.decisions(Decision.Problem.class).anyMatch(open -> open.spot() == Spot.ROUNDS)
        || task.workflow().steps().stream().anyMatch(step -> isReviewing(task, step))) {
      return false;
    }
    return task.fixes().isEmpty() ? buildWhatIsNew(now) : mend(now);
  }

  private static boolean mend(Unfolding now) {
    Task task = now.task();
    Optional<Step> build = Builds.last(task);
    if (build.isPresent()) {
      if (Builds.rounds(task, build.get()) >= rounds(task)) {
        now.open(Problems.rounds(now, build.get()));
      } else {
        Builds.openPass(now, build.get(), Builds.fixes(task));
      }
      return true;
    }
    Optional<Step> review =
        task.workflow().steps().stream()
            .filter(step -> step.role() == Role.REVIEW)
            .filter(step -> task.progress(step.id()).isOver())
            .findFirst();
    boolean hopeless = review.isPresent() && !buildsLater(task);
    if (hopeless) {
      now.open(Problems.unmendable(now, review.get().id()));
    }
    return hopeless;
  }

  private static boolean buildsLater(Task task) {
    return task.workflow().steps().stream()
        .anyMatch(step -> step.role() == Role.BUILD && !task.progress(step.id()).isOver());
  }

  /** A plan that was approved again after it was built may hold more than what was built. */
  private static boolean buildWhatIsNew(Unfolding now) {
    Task task = now.task();
    for (Step step : task.workflow().steps()) {
      if (step.role() == Role.BUILD
          && task.progress(step.id()).state() instanceof StepState.Done
          && task.mayBuild(step.id())) {
        List<Item> open = Builds.replan(task, step).stream().filter(item -> !item.done()).toList();
        if (!open.isEmpty()) {
          Builds.openPass(now, step, open);
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isReviewing(Task task, Step step) {
    StepProgress progress = task.progress(step.id());
    return step.role() == Role.REVIEW
        && !progress.isOver()
        && !(progress.state() instanceof StepState.Pending);
  }

  private static int rounds(Task task) {
    return task.workflow().steps().stream()
        .filter(step -> step.role() == Role.REVIEW)
        .flatMap(step -> Optional.ofNullable(step.limits().rounds()).stream())
        .findFirst()
        .or(() -> Optional.ofNullable(task.workflow().config().rounds()))
        .orElse(task.charter().policy().rounds());
  }

  /** A build step between two items goes on with the next, if its approvals still hold. */
  private static boolean workOn(Unfolding now) {
    for (Step step : now.task().workflow().steps()) {
      if (step.role() == Role.BUILD && workOn(now, step)) {
        return true;
      }
    }
    return false;
  }

  private static boolean workOn(Unfolding now, Step step) {
    Task task = now.task();
    StepProgress progress = task.progress(step.id());
    boolean between = progress.slots().isEmpty();
    boolean may = task.mayBuild(step.id()) && baselineKnown(task);
    return switch (progress.state()) {
      case StepState.Running _ when between && may -> {
        nextItem(now, step);
        yield true;
      }
      case StepState.Running _ when between -> {
        now.move(step.id(), new StepState.Waiting());
        yield true;
      }
      case StepState.Waiting _
          when between
              && may
              && task.decisions().values().stream().noneMatch(open -> isAbout(open, step.id())) -> {
        now.move(step.id(), new StepState.Running());
        yield true;
      }
      case StepState.Verifying _ when may && task.verifyCommand(step).isEmpty() -> {
        now.move(step.id(), new StepState.Committing());
        yield true;
      }
      case StepState _ -> false;
    };
  }

  private static void nextItem(Unfolding now, Step step) {
    StepProgress progress = now.task().progress(step.id());
    List<Item> planned = Builds.replan(now.task(), step);
    if (!planned.equals(progress.items())) {
      now.add(new Event.ItemsPlanned(step.id(), planned));
    } else if (!progress.hasItem()) {
      now.move(step.id(), new StepState.Done());
    } else {
      switch (progress.item().kind()) {
        case INTEGRATE -> now.move(step.id(), new StepState.Integrating());
        case VERIFY -> now.move(step.id(), afterRun(now.task(), step));
        case PLAN -> queueItem(now, step, Purpose.FIRST);
        case FIX -> queueItem(now, step, Purpose.PUSH_BACK);
      }
    }
  }

  private static void queueItem(Unfolding now, Step step, Purpose purpose) {
    RunId before = step.fresh() ? null : lastRun(now.task(), step);
    now.queue(step.id(), now.task().agents(step).getFirst(), purpose, Told.resuming(before, null));
  }

  private static @Nullable RunId lastRun(Task task, Step step) {
    int pass = task.progress(step.id()).pass();
    return task.runs().values().stream()
        .filter(run -> run.step().equals(step.id()) && run.pass() == pass)
        .reduce((_, later) -> later)
        .map(RunRecord::id)
        .orElse(null);
  }

  /** Where a build step goes when the agent's turn has ended. */
  static StepState afterRun(Task task, Step step) {
    return task.verifyCommand(step).isPresent()
        ? new StepState.Verifying()
        : new StepState.Committing();
  }

  private static boolean startStep(Unfolding now) {
    Task task = now.task();
    if (!task.fixes().isEmpty() && Builds.last(task).isPresent()) {
      return false;
    }
    for (Step step : task.workflow().steps()) {
      if (task.progress(step.id()).state() instanceof StepState.Pending
          && step.needs().stream().allMatch(need -> task.progress(need).isOver())) {
        Optional<String> skip = Conditions.failing(task, step);
        if (skip.isPresent()) {
          now.add(new Event.StepSkipped(step.id(), skip.get()));
          return true;
        }
        if (mayStart(task, step)) {
          start(now, step);
          return true;
        }
      }
    }
    return false;
  }

  private static boolean mayStart(Task task, Step step) {
    return switch (step.role()) {
      case BUILD -> task.mayBuild(step.id()) && baselineKnown(task) && !Builds.isUnderWay(task);
      case PLAN, REVIEW, CHECK -> true;
    };
  }

  private static void start(Unfolding now, Step step) {
    Optional<String> unfit = unfit(now.task(), step);
    if (unfit.isPresent()) {
      Problems.unfit(now, step, unfit.get());
      return;
    }
    List<Item> items = step.role() == Role.BUILD ? Builds.plan(now.task(), step) : List.of();
    now.add(new Event.StepStarted(step.id(), items));
    if (step.role() == Role.PLAN || step.role() == Role.REVIEW) {
      Purpose purpose =
          now.task().progress(step.id()).pass() > 1 ? Purpose.PUSH_BACK : Purpose.FIRST;
      now.task()
          .agents(step)
          .forEach(preset -> now.queue(step.id(), preset, purpose, Told.NOTHING));
    }
  }

  private static Optional<String> unfit(Task task, Step step) {
    return switch (step.role()) {
      case CHECK ->
          step.run() == null
              ? Optional.of("the step %s has no command to run".formatted(step.name()))
              : Optional.empty();
      case PLAN, BUILD, REVIEW ->
          task.agents(step).isEmpty()
              ? Optional.of("the step %s names nobody to do it".formatted(step.name()))
              : Optional.empty();
    };
  }

  private static boolean offerMerge(Unfolding now) {
    Task task = now.task();
    if (!isReady(task) || !task.decisions().isEmpty()) {
      return false;
    }
    CommitId decided = task.landing().decided();
    CommitId head = task.workspace().head();
    now.open(
        new Decision.Merge(
            now.nextDecision(),
            head,
            decided == null || decided.equals(head) ? null : decided,
            List.of()));
    return true;
  }

  /** Whether everything is done and decided but the merge itself. */
  private static boolean isReady(Task task) {
    return task.steps().values().stream().allMatch(StepProgress::isOver)
        && task.fixes().isEmpty()
        && task.decisions().values().stream().allMatch(open -> open instanceof Decision.Merge)
        && task.workflow().steps().stream()
            .filter(step -> step.gate() instanceof Gate.Approve)
            .filter(step -> !(task.progress(step.id()).state() instanceof StepState.Skipped))
            .allMatch(step -> task.holds(step.id()));
  }
}
