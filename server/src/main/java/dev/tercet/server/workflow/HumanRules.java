package dev.tercet.server.workflow;

import dev.tercet.server.review.Board;
import dev.tercet.server.review.Cluster;
import dev.tercet.server.review.Finding;
import dev.tercet.server.review.FindingId;
import dev.tercet.server.review.Judgement;
import dev.tercet.server.review.Standing;
import dev.tercet.server.review.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a human's command does to a task. */
final class HumanRules {

  private HumanRules() {}

  static Optional<Refusal> apply(Unfolding now, Command.Human command) {
    return switch (command) {
      case Command.Start _ -> start(now);
      case Command.Approve approve -> approve(now, approve);
      case Command.Reject reject -> reject(now, reject);
      case Command.Answer answer -> answer(now, answer);
      case Command.Judge judge -> judge(now, judge);
      case Command.Merge merge -> merge(now, merge);
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

  private static Optional<Refusal> approve(Unfolding now, Command.Approve command) {
    return switch (now.task().open(command.decision())) {
      case null -> notOpen(command.decision());
      case Decision.Approval approval when !approval.shown().equals(command.shown()) ->
          Optional.of(new Refusal.Stale(words(command.shown()), words(approval.shown())));
      case Decision.Approval approval -> {
        Task task = now.task();
        now.add(
            new Event.ArtifactApproved(
                approval.step(),
                new Receipt(
                    approval.id(),
                    approval.shown(),
                    task.charter().base(),
                    WorkflowHash.of(task.workflow()),
                    now.by())));
        now.move(approval.step(), new StepState.Done());
        yield Optional.empty();
      }
      case Decision other -> wrongKind(other, "an approval");
    };
  }

  private static String words(Shown shown) {
    return "%s revision %d (%s)"
        .formatted(shown.artifact(), shown.revision(), shown.blob().value().substring(0, 10));
  }

  private static Optional<Refusal> reject(Unfolding now, Command.Reject command) {
    if (command.correction().isBlank()) {
      return invalid("rejecting takes one line that says what is to be corrected");
    }
    return switch (now.task().open(command.decision())) {
      case null -> notOpen(command.decision());
      case Decision.Approval approval -> {
        now.add(new Event.ArtifactRejected(approval.step(), approval.id(), command.correction()));
        redo(now, now.task().step(approval.step()), command.correction());
        yield Optional.empty();
      }
      case Decision.Merge merge -> sendBack(now, merge, command.correction());
      case Decision other -> wrongKind(other, "an approval or a merge");
    };
  }

  private static void redo(Unfolding now, Step step, String correction) {
    switch (step.role()) {
      case PLAN, REVIEW ->
          now.queue(
              step.id(),
              now.task().agents(step).getFirst(),
              Purpose.CORRECTION,
              Told.of(correction));
      case BUILD -> Builds.openPass(now, step, List.of(Item.of(Item.Kind.FIX, correction)));
      case CHECK -> now.move(step.id(), new StepState.Running());
    }
  }

  /** The change is not merged as it is: the correction is the builder's next item. */
  private static Optional<Refusal> sendBack(
      Unfolding now, Decision.Merge merge, String correction) {
    Optional<Step> build = Builds.last(now.task());
    if (build.isEmpty()) {
      return invalid("no step of %s builds, so nobody can mend it".formatted(now.task().id()));
    }
    now.add(new Event.DecisionVoided(merge.id(), "sent back: " + correction));
    Builds.openPass(now, build.get(), List.of(Item.of(Item.Kind.FIX, correction)));
    return Optional.empty();
  }

  private static Optional<Refusal> answer(Unfolding now, Command.Answer command) {
    if (command.text().isBlank()) {
      return invalid("an answer takes at least one word");
    }
    return switch (now.task().open(command.decision())) {
      case null -> notOpen(command.decision());
      case Decision.Question question -> {
        now.add(
            new Event.QuestionAnswered(
                question.id(),
                new Answered(question.run(), question.text(), command.text(), now.by())));
        yield Optional.empty();
      }
      case Decision other -> wrongKind(other, "a question");
    };
  }

  private static Optional<Refusal> judge(Unfolding now, Command.Judge command) {
    return switch (now.task().open(command.decision())) {
      case null -> notOpen(command.decision());
      case Decision.Findings findings -> judge(now, command, findings);
      case Decision other -> wrongKind(other, "a judgement of findings");
    };
  }

  private static Optional<Refusal> judge(
      Unfolding now, Command.Judge command, Decision.Findings decision) {
    Board board = now.task().board();
    if (board.revision() != command.revision()) {
      return Optional.of(
          new Refusal.Stale(
              "findings revision " + command.revision(), "revision " + board.revision()));
    }
    if (command.judgements().isEmpty()) {
      return invalid("a judgement names at least one finding");
    }
    Optional<String> wrong = wrong(now.task(), command.judgements());
    if (wrong.isPresent()) {
      return invalid(wrong.get());
    }
    List<Cluster> clusters = board.judged(command.judgements());
    boolean closed =
        openOf(now.task(), decision.step(), new Board(board.findings(), clusters, 0)).isEmpty();
    now.add(
        new Event.FindingsJudged(
            decision.id(), command.judgements(), clusters, fixes(now.task(), clusters), closed));
    command.judgements().stream()
        .filter(judgement -> judgement.verdict() == Verdict.ASK)
        .forEach(judgement -> ask(now, decision.step(), judgement));
    if (closed) {
      now.move(decision.step(), new StepState.Done());
    }
    return Optional.empty();
  }

  /** What makes these judgements impossible, in words. */
  private static Optional<String> wrong(Task task, List<Judgement> judgements) {
    Set<Integer> judged = new HashSet<>();
    for (Judgement judgement : judgements) {
      Set<Integer> here = new HashSet<>();
      for (FindingId id : judgement.findings()) {
        Optional<Cluster> cluster = task.board().clusterOf(id);
        if (cluster.isEmpty()) {
          return Optional.of("there is no finding %s in %s".formatted(id, task.id()));
        }
        if (judgement.verdict() == Verdict.ASK) {
          continue;
        }
        if (cluster.get().standing() != Standing.OPEN) {
          return Optional.of(
              "%s is not open any more: it is %s".formatted(id, words(cluster.get().standing())));
        }
        here.add(cluster.get().number());
      }
      if (here.stream().anyMatch(number -> !judged.add(number))) {
        return Optional.of(
            "%s are judged twice, or mean the same as one that is".formatted(judgement.findings()));
      }
    }
    return Optional.empty();
  }

  private static String words(Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The clusters of the step that nobody has judged. */
  static List<Cluster> openOf(Task task, StepId step, Board board) {
    List<String> reviewers =
        task.runs().values().stream()
            .filter(run -> run.step().equals(step))
            .map(run -> run.preset().value())
            .distinct()
            .toList();
    return board.standing(Standing.OPEN).stream()
        .filter(
            cluster ->
                board.findings(cluster).stream()
                    .anyMatch(finding -> reviewers.contains(finding.reviewer())))
        .toList();
  }

  private static List<Integer> fixes(Task task, List<Cluster> after) {
    List<Integer> newly =
        after.stream()
            .filter(cluster -> cluster.standing() == Standing.ACCEPTED)
            .map(Cluster::number)
            .filter(
                number ->
                    task.board().clusters().stream()
                        .noneMatch(
                            before ->
                                before.number() == number
                                    && before.standing() == Standing.ACCEPTED))
            .toList();
    return Stream.concat(task.fixes().stream(), newly.stream()).distinct().toList();
  }

  private static void ask(Unfolding now, StepId step, Judgement judgement) {
    judgement.findings().stream()
        .flatMap(id -> now.task().board().finding(id).stream())
        .map(Finding::reviewer)
        .distinct()
        .forEach(
            reviewer ->
                now.queue(
                    step,
                    new PresetName(reviewer),
                    Purpose.ASK,
                    Told.of(judgement.findings() + " " + judgement.line())));
  }

  private static Optional<Refusal> merge(Unfolding now, Command.Merge command) {
    Task task = now.task();
    return switch (task.open(command.decision())) {
      case null -> notOpen(command.decision());
      case Decision.Merge merge when !merge.head().equals(command.head()) ->
          Optional.of(new Refusal.Stale(words(command.head()), words(merge.head())));
      case Decision.Merge _ when task.isHeld() || task.phase() != Phase.ACTIVE ->
          wrongState(now, "merge", "resume it or hand it back first");
      case Decision.Merge merge -> {
        now.add(new Event.MergeDecided(receipt(task, merge, now.by())));
        yield Optional.empty();
      }
      case Decision other -> wrongKind(other, "a merge");
    };
  }

  private static String words(CommitId commit) {
    return "commit " + commit.value().substring(0, 10);
  }

  private static MergeReceipt receipt(Task task, Decision.Merge merge, By by) {
    int pass =
        task.workflow().steps().stream()
            .filter(step -> step.role() == Role.REVIEW)
            .mapToInt(step -> task.progress(step.id()).pass())
            .max()
            .orElse(0);
    List<FindingId> judged =
        task.board().clusters().stream()
            .filter(cluster -> cluster.standing() != Standing.OPEN)
            .flatMap(cluster -> cluster.findings().stream())
            .toList();
    return new MergeReceipt(
        merge.id(),
        merge.head(),
        task.landing().reviewed(),
        pass,
        judged,
        task.workspace().latest(),
        by);
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
    if (task.phase() != Phase.ACTIVE || task.isHeld() || task.workspace().path() == null) {
      return wrongState(now, "rebase", "resume it first, and rebase before it is merged");
    }
    if (onto.equals(task.charter().base())) {
      return invalid("%s is based on %s already".formatted(task.id(), words(onto)));
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

  static Optional<Refusal> notOpen(DecisionId decision) {
    return Optional.of(new Refusal.NotOpen(decision));
  }

  static Optional<Refusal> invalid(String reason) {
    return Optional.of(new Refusal.Invalid(reason));
  }

  static Optional<Refusal> wrongKind(Decision decision, String wanted) {
    return Optional.of(new Refusal.WrongKind(decision.id(), wanted, kind(decision)));
  }

  private static String kind(Decision decision) {
    return switch (decision) {
      case Decision.Approval _ -> "an approval";
      case Decision.Question _ -> "a question";
      case Decision.Findings _ -> "a judgement of findings";
      case Decision.Merge _ -> "a merge";
      case Decision.Problem problem ->
          "a " + problem.trouble().name().toLowerCase(Locale.ROOT) + " to resolve";
    };
  }
}
