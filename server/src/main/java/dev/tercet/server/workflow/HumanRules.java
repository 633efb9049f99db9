package dev.tercet.server.workflow;

import java.util.List;
import java.util.Optional;

/** What a human's command does to a task. */
final class HumanRules {

  private HumanRules() {}

  static Optional<Refusal> apply(Unfolding now, Command.Human command) {
    return switch (command) {
      case Command.Start _ -> start(now);
      case Command.Approve approve -> DecisionRules.approve(now, approve);
      case Command.Reject reject -> DecisionRules.reject(now, reject);
      case Command.Answer answer -> DecisionRules.answer(now, answer);
      case Command.Judge judge -> DecisionRules.judge(now, judge);
      case Command.Merge merge -> DecisionRules.merge(now, merge);
      case Command.Resolve resolve -> ProblemRules.resolve(now, resolve);
      case Command.Retry retry -> retry(now, retry);
      case Command.ChangePreset change -> changePreset(now, change);
      case Command.Pause(var reason) -> pause(now, reason);
      case Command.Resume _ -> resume(now);
      case Command.Takeover _ -> takeover(now);
      case Command.Handback(var message) -> handback(now, message);
      case Command.Rebase(var onto) -> rebase(now, onto);
      case Command.Abandon(var reason) -> abandon(now, reason);
      case Command.UndoMerge _ -> undo(now);
      case Command.Delete _ -> delete(now);
    };
  }

  private static Optional<Refusal> start(Unfolding now) {
    if (now.task().phase() != Phase.QUEUED) {
      return wrongState(now, "start", "it was started already");
    }
    now.add(new Event.TaskStarted());
    return Optional.empty();
  }

  private static Optional<Refusal> retry(Unfolding now, Command.Retry command) {
    Task task = now.task();
    Optional<Decision.Problem> problem =
        task.decisions(Decision.Problem.class)
            .filter(open -> command.step() == null || command.step().equals(open.step()))
            .filter(open -> open.options().contains(Option.RETRY))
            .findFirst();
    if (problem.isPresent()) {
      return ProblemRules.resolve(
          now, new Command.Resolve(problem.get().id(), Option.RETRY, command.note()));
    }
    List<RunRecord> open =
        task.runs().values().stream()
            .filter(run -> run.isOpen() || isAsking(task, run))
            .filter(run -> command.step() == null || run.step().equals(command.step()))
            .toList();
    if (task.phase() != Phase.ACTIVE || task.isHeld() || open.isEmpty()) {
      return wrongState(now, "retry", "nothing of it runs and nothing of it failed");
    }
    for (RunRecord run : open) {
      now.stop(run);
      if (run.purpose() != Purpose.ASK) {
        now.queue(run.step(), run.preset(), Purpose.RETRY, Told.of(command.note()));
      }
    }
    return Optional.empty();
  }

  private static boolean isAsking(Task task, RunRecord run) {
    return task.progress(run.step()).slots().get(run.preset()) instanceof Slot.Asking asking
        && asking.run().equals(run.id());
  }

  private static Optional<Refusal> changePreset(Unfolding now, Command.ChangePreset command) {
    Task task = now.task();
    Optional<Step> step =
        task.workflow().steps().stream().filter(s -> s.id().equals(command.step())).findFirst();
    if (task.phase().isTerminal() || step.isEmpty()) {
      return step.isEmpty()
          ? invalid("there is no step %s in %s".formatted(command.step(), task.id()))
          : wrongState(now, "change the presets of", "it is over");
    }
    if (!task.agents(step.get()).contains(command.from())) {
      return invalid(
          "step %s is done by %s, not by %s"
              .formatted(command.step(), task.agents(step.get()), command.from()));
    }
    if (task.agents(step.get()).contains(command.to())) {
      return invalid("step %s has %s already".formatted(command.step(), command.to()));
    }
    Slot slot = task.progress(command.step()).slots().get(command.from());
    if (slot instanceof Slot.Active || slot instanceof Slot.Asking) {
      Optional.ofNullable(task.run(slot.run())).ifPresent(now::stop);
    }
    task.decisions(Decision.Problem.class)
        .filter(open -> command.step().equals(open.step()) && command.from().equals(open.preset()))
        .toList()
        .forEach(
            open -> now.add(new Event.ProblemResolved(open.id(), Option.RETRY, "another preset")));
    now.add(new Event.PresetChanged(command.step(), command.from(), command.to()));
    if (slot != null && !(slot instanceof Slot.Ended)) {
      now.queue(command.step(), command.to(), Purpose.RETRY, Told.NOTHING);
    }
    return Optional.empty();
  }

  private static Optional<Refusal> pause(Unfolding now, String reason) {
    Task task = now.task();
    boolean running = task.phase() == Phase.ACTIVE || task.phase() == Phase.PREPARING;
    if (!running || task.isHeld()) {
      return wrongState(now, "pause", "only a task that works can be paused");
    }
    now.add(new Event.TaskPaused(reason));
    return Optional.empty();
  }

  private static Optional<Refusal> resume(Unfolding now) {
    return switch (now.task().hold()) {
      case Hold.Paused _ -> {
        now.add(new Event.TaskResumed());
        yield Optional.empty();
      }
      case Hold.TakenOver _ -> wrongState(now, "resume", "hand it back instead");
      case Hold.Free _, Hold.HandingBack _, Hold.Rebasing _ ->
          wrongState(now, "resume", "it is not paused");
    };
  }

  private static Optional<Refusal> takeover(Unfolding now) {
    Task task = now.task();
    boolean free = task.hold() instanceof Hold.Free || task.hold() instanceof Hold.Paused;
    if (task.phase() != Phase.ACTIVE || !free || task.workspace().path() == null) {
      return wrongState(now, "take over", "it has no worktree to work in at the moment");
    }
    now.add(new Event.TaskTakenOver());
    return Optional.empty();
  }

  private static Optional<Refusal> handback(Unfolding now, String message) {
    if (!(now.task().hold() instanceof Hold.TakenOver)) {
      return wrongState(now, "hand back", "it is not taken over");
    }
    now.add(new Event.HandbackBegan(message));
    return Optional.empty();
  }

  private static Optional<Refusal> rebase(Unfolding now, CommitId onto) {
    Task task = now.task();
    if (task.phase() != Phase.ACTIVE || task.isHeld()) {
      return wrongState(now, "rebase", "resume it first, and rebase before it is merged");
    }
    if (onto.equals(task.charter().base())) {
      return invalid("%s is based on %s already".formatted(task.id(), DecisionRules.words(onto)));
    }
    now.add(new Event.RebaseBegan(Math.toIntExact(task.seq()), onto));
    return Optional.empty();
  }

  private static Optional<Refusal> abandon(Unfolding now, String reason) {
    Phase phase = now.task().phase();
    if (phase.isTerminal() || phase == Phase.MERGING || phase == Phase.UNDOING) {
      return wrongState(now, "abandon", "it is over, or about to be");
    }
    now.add(new Event.TaskAbandoned(reason));
    return Optional.empty();
  }

  private static Optional<Refusal> undo(Unfolding now) {
    if (now.task().phase() != Phase.MERGED) {
      return wrongState(now, "undo the merge of", "it is not merged");
    }
    now.add(new Event.UndoBegan());
    return Optional.empty();
  }

  private static Optional<Refusal> delete(Unfolding now) {
    Phase phase = now.task().phase();
    boolean kept = now.task().workspace().kept() != null && now.task().workspace().trash() == null;
    if (phase == Phase.MERGING || phase == Phase.UNDOING || (phase == Phase.DELETED && !kept)) {
      return wrongState(now, "delete", "wait until it is through");
    }
    now.add(new Event.TaskDeleted());
    return Optional.empty();
  }

  static Optional<Refusal> wrongState(Unfolding now, String attempted, String mend) {
    return Optional.of(new Refusal.WrongState(attempted, Headline.of(now.task()).text(), mend));
  }

  static Optional<Refusal> invalid(String reason) {
    return Optional.of(new Refusal.Invalid(reason));
  }
}
