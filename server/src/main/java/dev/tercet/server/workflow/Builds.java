package dev.tercet.server.workflow;

import dev.tercet.server.review.Board;
import dev.tercet.server.review.Claim;
import dev.tercet.server.review.Cluster;
import dev.tercet.server.review.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a build step works through, and which one mends what a later step found. */
final class Builds {

  private Builds() {}

  /** The items of a build step that begins: the checkboxes of its plan, else one named after it. */
  static List<Item> plan(Task task, Step step) {
    List<Item> items =
        planned(task, step).stream().map(text -> Item.of(Item.Kind.PLAN, text)).toList();
    return items.isEmpty() ? List.of(Item.of(Item.Kind.PLAN, step.name())) : items;
  }

  /** The items of a step in progress after its plan changed: what is finished stays finished. */
  static List<Item> replan(Task task, Step step) {
    List<Item> items = new ArrayList<>();
    Set<String> finished = new HashSet<>();
    for (Item item : task.progress(step.id()).items()) {
      if (item.done()) {
        items.add(item);
        finished.add(item.text());
      } else if (item.kind() != Item.Kind.PLAN) {
        items.add(item);
      }
    }
    boolean firstPass = task.progress(step.id()).pass() == 1;
    if (firstPass) {
      plan(task, step).stream().filter(item -> !finished.contains(item.text())).forEach(items::add);
    }
    return items;
  }

  private static List<String> planned(Task task, Step step) {
    if (step.plan() != null) {
      Artifact plan = task.artifacts().get(step.plan());
      return plan == null ? List.of() : plan.items();
    }
    List<ArtifactName> candidates = new ArrayList<>(List.of(new ArtifactName("plan.md")));
    candidates.add(new ArtifactName("spec.md"));
    candidates.addAll(step.reads());
    return candidates.stream()
        .map(task.artifacts()::get)
        .filter(Objects::nonNull)
        .map(Artifact::items)
        .filter(items -> !items.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** The newest build step that has been worked through; it takes what has to be mended. */
  static Optional<Step> last(Task task) {
    return task.workflow().steps().reversed().stream()
        .filter(step -> step.role() == Role.BUILD)
        .filter(step -> task.progress(step.id()).state() instanceof StepState.Done)
        .findFirst();
  }

  /** The reviews and checks that have to look again once the build step has changed something. */
  static List<StepId> again(Task task, StepId build) {
    Set<StepId> after = new HashSet<>(Set.of(build));
    List<StepId> again = new ArrayList<>();
    for (Step step : task.workflow().steps()) {
      if (step.needs().stream().anyMatch(after::contains)) {
        after.add(step.id());
        boolean looks = step.role() == Role.REVIEW || step.role() == Role.CHECK;
        if (looks && !(task.progress(step.id()).state() instanceof StepState.Skipped)) {
          again.add(step.id());
        }
      }
    }
    return again;
  }

  /** Opens the next pass of the build step with these items. */
  static void openPass(Unfolding now, Step build, List<Item> items) {
    int pass = now.task().progress(build.id()).pass() + 1;
    now.add(new Event.PassOpened(build.id(), pass, items, again(now.task(), build.id())));
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
