package dev.tercet.server.workflow;

import dev.tercet.server.review.FindingId;
import dev.tercet.server.review.Standing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a human's answer to a decision does to a task. */
final class DecisionRules {

  private DecisionRules() {}

  static Optional<Refusal> approve(Unfolding now, Command.Approve command) {
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

  static Optional<Refusal> reject(Unfolding now, Command.Reject command) {
    if (command.correction().isBlank()) {
      return HumanRules.invalid("rejecting takes one line that says what is to be corrected");
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
      return HumanRules.invalid(
          "no step of %s builds, so nobody can mend it".formatted(now.task().id()));
    }
    now.add(new Event.DecisionVoided(merge.id(), "sent back: " + correction));
    Builds.openPass(now, build.get(), List.of(Item.of(Item.Kind.FIX, correction)));
    return Optional.empty();
  }

  static Optional<Refusal> answer(Unfolding now, Command.Answer command) {
    if (command.text().isBlank()) {
      return HumanRules.invalid("an answer takes at least one word");
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

  static Optional<Refusal> judge(Unfolding now, Command.Judge command) {
    return switch (now.task().open(command.decision())) {
      case null -> notOpen(command.decision());
      case Decision.Findings findings -> Judging.judge(now, command, findings);
      case Decision other -> wrongKind(other, "a judgement of findings");
    };
  }

  static Optional<Refusal> merge(Unfolding now, Command.Merge command) {
    Task task = now.task();
    return switch (task.open(command.decision())) {
      case null -> notOpen(command.decision());
      case Decision.Merge merge when !merge.head().equals(command.head()) ->
          Optional.of(new Refusal.Stale(words(command.head()), words(merge.head())));
      case Decision.Merge _ when task.isHeld() || task.phase() != Phase.ACTIVE ->
          HumanRules.wrongState(now, "merge", "resume it or hand it back first");
      case Decision.Merge merge -> {
        now.add(new Event.MergeDecided(receipt(task, merge, now.by())));
        yield Optional.empty();
      }
      case Decision other -> wrongKind(other, "a merge");
    };
  }

  static String words(CommitId commit) {
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

  static Optional<Refusal> notOpen(DecisionId decision) {
    return Optional.of(new Refusal.NotOpen(decision));
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
