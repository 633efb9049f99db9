package dev.tercet.server.workflow;

import dev.tercet.server.review.Board;
import dev.tercet.server.review.Claim;
import dev.tercet.server.review.Cluster;
import dev.tercet.server.review.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a build step works through, and which one mends what a later step found. */
final class Builds {

  private Builds() {}

  /** The items of a build step that begins: the checkboxes of its plan, else one named after it. */
  static List<Item> plan(Task task, Step step) {
    List<Item> items =
        planned(task, step).stream().map(text -> Item.of(Item.Kind.PLAN, text)).toList();
    return items.isEmpty() ? List.of(Item.of(Item.Kind.PLAN, step.name())) : items;
  }

  /** The items of a step after its plan may have changed: what is finished stays finished. */
  static List<Item> replan(Task task, Step step) {
    List<Item> items = new ArrayList<>();
    List<String> finished = new ArrayList<>();
    for (Item item : task.progress(step.id()).items()) {
      if (item.done()) {
        finished.add(item.text());
      }
      if (item.done() || item.kind() != Item.Kind.PLAN) {
        items.add(item);
      }
    }
    // Two lines of a plan may read the same: each stands for one item.
    plan(task, step).stream().filter(item -> !finished.remove(item.text())).forEach(items::add);
    return items;
  }

  private static List<String> planned(Task task, Step step) {
    if (step.plan() != null) {
      Artifact plan = task.artifacts().get(step.plan());
      return plan == null ? List.of() : plan.items();
    }
    return implied(task, step)
        .filter(plan -> isFirstAfter(task, step, plan))
        .map(Artifact::items)
        .orElse(List.of());
  }

  /** The plan that a step works through though its template names none. */
  private static Optional<Artifact> implied(Task task, Step step) {
    Stream<ArtifactName> usual =
        Stream.of(new ArtifactName("plan.md"), new ArtifactName("spec.md"));
    return Stream.concat(usual, step.reads().stream())
        .flatMap(name -> Optional.ofNullable(task.artifacts().get(name)).stream())
        .filter(artifact -> !artifact.items().isEmpty())
        .filter(artifact -> place(task, artifact.step()) < place(task, step.id()))
        .findFirst();
  }

  /** A plan is worked through once: by the first build step after it that names no other. */
  private static boolean isFirstAfter(Task task, Step step, Artifact plan) {
    return task.workflow().steps().stream()
        .filter(other -> other.role() == Role.BUILD && other.plan() == null)
        .filter(other -> !(task.progress(other.id()).state() instanceof StepState.Skipped))
        .filter(other -> place(task, other.id()) > place(task, plan.step()))
        .findFirst()
        .filter(step::equals)
        .isPresent();
  }

  private static int place(Task task, StepId id) {
    List<Step> steps = task.workflow().steps();
    return IntStream.range(0, steps.size())
        .filter(at -> steps.get(at).id().equals(id))
        .findFirst()
        .orElse(-1);
  }

  /** The newest build step that has been worked through; it takes what has to be mended. */
  static Optional<Step> last(Task task) {
    return task.workflow().steps().reversed().stream()
        .filter(step -> step.role() == Role.BUILD)
        .filter(step -> task.progress(step.id()).state() instanceof StepState.Done)
        .findFirst();
  }

  /** Whether a build step has begun and not ended; the worktree has one writer at a time. */
  static boolean isUnderWay(Task task) {
    return task.workflow().steps().stream()
        .filter(step -> step.role() == Role.BUILD)
        .map(step -> task.progress(step.id()))
        .anyMatch(
            progress -> !progress.isOver() && !(progress.state() instanceof StepState.Pending));
  }

  /** The reviews and checks that have to look again once the build step has changed something. */
  static List<StepId> again(Task task, StepId build) {
    Set<StepId> after = new HashSet<>(Set.of(build));
    List<StepId> again = new ArrayList<>();
    for (Step step : task.workflow().steps()) {
      if (step.needs().stream().anyMatch(after::contains)) {
        after.add(step.id());
        boolean looks = step.role() == Role.REVIEW || step.role() == Role.CHECK;
        if (looks && !step.done()) {
          again.add(step.id());
        }
      }
    }
    return again;
  }

  /**
   * Opens the next pass of the build step with these items, after those that it has finished. Runs
   * that looked at the change as it was are stopped.
   */
  static void openPass(Unfolding now, Step build, List<Item> next) {
    List<StepId> again = again(now.task(), build.id());
    now.task().runs().values().stream()
        .filter(RunRecord::isOpen)
        .filter(run -> run.step().equals(build.id()) || again.contains(run.step()))
        .toList()
        .forEach(now::stop);
    StepProgress progress = now.task().progress(build.id());
    List<Item> items =
        Stream.concat(progress.items().stream().filter(Item::done), next.stream()).toList();
    now.add(new Event.PassOpened(build.id(), progress.pass() + 1, items, again));
  }

  /** How often the builder has mended what reviewers found. */
  static int rounds(Task task, Step build) {
    return Math.toIntExact(
        task.runs().values().stream()
            .filter(run -> run.step().equals(build.id()) && run.purpose() == Purpose.PUSH_BACK)
            .mapToInt(RunRecord::pass)
            .distinct()
            .count());
  }

  /** What the builder is asked to do about the accepted clusters, one item each. */
  static List<Item> fixes(Task task) {
    Board board = task.board();
    return board.clusters().stream()
        .filter(cluster -> task.fixes().contains(cluster.number()))
        .map(cluster -> Item.of(Item.Kind.FIX, fix(board, cluster)))
        .toList();
  }

  private static String fix(Board board, Cluster cluster) {
    List<Finding> findings = board.findings(cluster);
    Claim claim = findings.getFirst().claim();
    String place =
        claim.file() == null
            ? ""
            : claim.startLine() == null
                ? claim.file() + ": "
                : claim.file() + ":" + claim.startLine() + ": ";
    String line = cluster.line() == null ? "" : " (" + cluster.line() + ")";
    return "Fix " + place + claim.text() + line;
  }
}
