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

/** What judging findings does: which are closed, which go to the builder, which are asked about. */
final class Judging {

  private Judging() {}

  static Optional<Refusal> judge(Unfolding now, Command.Judge command, Decision.Findings decision) {
    Board board = now.task().board();
    if (board.revision() != command.revision()) {
      return Optional.of(
          new Refusal.Stale(
              "findings revision " + command.revision(), "revision " + board.revision()));
    }
    if (command.judgements().isEmpty()) {
      return HumanRules.invalid("a judgement names at least one finding");
    }
    Optional<String> wrong = wrong(now.task(), command.judgements());
    if (wrong.isPresent()) {
      return HumanRules.invalid(wrong.get());
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

  private static String words(Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
