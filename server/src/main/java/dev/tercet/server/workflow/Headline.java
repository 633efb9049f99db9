package dev.tercet.server.workflow;

import java.util.List;
import java.util.Optional;

/**
 * What a human sees of a task's state in a few words.
 *
 * @param text such as {@code building 3/5} or {@code needs you: approve spec.md}
 */
public record Headline(Kind kind, String text) {

  /** The sorts of state that clients tell apart. */
  public enum Kind {
    QUEUED,
    PREPARING,
    PLANNING,
    BUILDING,
    REVIEWING,
    CHECKING,
    WAITING,
    READY,
    MERGING,
    PUBLISHED,
    MERGED,
    UNDOING,
    UNDONE,
    PAUSED,
    TAKEN_OVER,
    FAILED,
    ABANDONED,
    DELETED
  }

  public static Headline of(Task task) {
    return switch (task.phase()) {
      case QUEUED -> new Headline(Kind.QUEUED, "queued");
      case MERGING -> new Headline(Kind.MERGING, "merging");
      case PUBLISHED -> new Headline(Kind.PUBLISHED, "pull request open");
      case MERGED -> new Headline(Kind.MERGED, "merged");
      case UNDOING ->
          held(task).or(() -> asked(task)).orElse(new Headline(Kind.UNDOING, "undoing"));
      case ABANDONED -> new Headline(Kind.ABANDONED, "abandoned");
      case DELETED -> new Headline(Kind.DELETED, "deleted");
      case PREPARING, ACTIVE -> held(task).or(() -> asked(task)).orElseGet(() -> working(task));
    };
  }

  private static Optional<Headline> held(Task task) {
    return switch (task.hold()) {
      case Hold.Free _ -> Optional.empty();
      case Hold.Paused(var reason) ->
          Optional.of(new Headline(Kind.PAUSED, reason.isBlank() ? "paused" : "paused: " + reason));
      case Hold.TakenOver _ -> Optional.of(new Headline(Kind.TAKEN_OVER, "taken over"));
      case Hold.HandingBack _ -> Optional.of(new Headline(Kind.TAKEN_OVER, "handing back"));
      case Hold.Rebasing _ ->
          asked(task).or(() -> Optional.of(new Headline(Kind.PREPARING, "rebasing")));
    };
  }

  /** The decision that matters most, if one is open. */
  private static Optional<Headline> asked(Task task) {
    return task.decisions().values().stream().findFirst().map(decision -> asked(task, decision));
  }

  private static Headline asked(Task task, Decision decision) {
    return switch (decision) {
      case Decision.Approval approval -> needsYou("approve " + approval.shown().artifact());
      case Decision.Question _ -> needsYou("answer a question");
      case Decision.Findings findings -> {
        int open = Judging.openOf(task, findings.step(), task.board()).size();
        yield needsYou("judge " + open + (open == 1 ? " finding" : " findings"));
      }
      case Decision.Merge _ ->
          task.landing().reverted() == null
              ? new Headline(Kind.READY, "ready")
              : new Headline(Kind.UNDONE, "undone, ready again");
      case Decision.Problem problem ->
          switch (problem.trouble()) {
            case FAILURE -> new Headline(Kind.FAILED, "failed: " + problem.reason());
            case CONFLICT -> needsYou("resolve a conflict");
            case LIMIT -> needsYou("a limit is reached");
            case TRUST -> needsYou("trust " + problem.reason());
            case FOOTPRINT -> needsYou("writes outside the footprint");
            case BOUNDARY -> needsYou("an agent left its bounds");
          };
    };
  }

  private static Headline needsYou(String what) {
    return new Headline(Kind.WAITING, "needs you: " + what);
  }

  private static Headline working(Task task) {
    if (task.phase() == Phase.PREPARING) {
      return new Headline(Kind.PREPARING, "preparing the worktree");
    }
    List<Step> underWay =
        task.workflow().steps().stream()
            .filter(step -> !task.progress(step.id()).isOver())
            .filter(step -> !(task.progress(step.id()).state() instanceof StepState.Pending))
            .toList();
    if (underWay.isEmpty()) {
      return new Headline(
          Kind.PREPARING, Advance.baselineKnown(task) ? "preparing" : "verifying the base");
    }
    return working(task, underWay.getFirst());
  }

  private static Headline working(Task task, Step step) {
    StepProgress progress = task.progress(step.id());
    if (progress.state() instanceof StepState.Waiting && !Advance.baselineKnown(task)) {
      return new Headline(Kind.PREPARING, "verifying the base");
    }
    String waits = waits(task, step);
    return switch (step.role()) {
      case PLAN -> new Headline(Kind.PLANNING, "planning" + waits);
      case BUILD -> new Headline(Kind.BUILDING, building(progress) + waits);
      case REVIEW -> new Headline(Kind.REVIEWING, reviewing(progress) + waits);
      case CHECK -> new Headline(Kind.CHECKING, "checking");
    };
  }

  /** What the step waits for when none of its runs may start. */
  private static String waits(Task task, Step step) {
    List<RunRecord> open =
        task.runs().values().stream()
            .filter(run -> run.step().equals(step.id()) && run.isOpen())
            .toList();
    return open.isEmpty() || open.stream().anyMatch(run -> run.waitsFor() == null)
        ? ""
        : ", waits: " + open.getFirst().waitsFor();
  }

  private static String building(StepProgress progress) {
    String again = progress.pass() > 1 ? "building again" : "building";
    int at = Math.min(progress.cursor() + 1, progress.items().size());
    String what = progress.state() instanceof StepState.Verifying ? ", verifying" : "";
    return "%s %d/%d%s".formatted(again, at, progress.items().size(), what);
  }

  private static String reviewing(StepProgress progress) {
    long ended =
        progress.slots().values().stream().filter(slot -> slot instanceof Slot.Ended).count();
    return "reviewing %d/%d".formatted(ended, progress.slots().size())
        + (progress.pass() > 1 ? ", pass " + progress.pass() : "");
  }
}
