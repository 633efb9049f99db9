package dev.tercet.server.perform;

import dev.tercet.server.review.Board;
import dev.tercet.server.review.Claim;
import dev.tercet.server.review.Cluster;
import dev.tercet.server.review.Finding;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.RunOutcome;
import dev.tercet.server.workflow.RunRecord;
import dev.tercet.server.workflow.Slot;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.Task;
import java.util.Locale;

/** The text of a review artifact: what was found, by whom, and each reviewer's own words. */
final class ReviewText {

  private ReviewText() {}

  static String of(Task task, Step step) {
    int pass = task.progress(step.id()).pass();
    StringBuilder text = new StringBuilder();
    text.append("# ").append(step.name()).append(": ").append(task.charter().ticket().title());
    text.append("\n\nPass ").append(pass).append(" of `");
    text.append(task.landing().reviewed()).append("`.\n");
    Board board = task.board();
    if (board.clusters().isEmpty()) {
      text.append("\nNo findings.\n");
    }
    board.clusters().forEach(cluster -> cluster(text, board, cluster));
    task.progress(step.id()).slots().forEach((preset, slot) -> words(text, task, preset, slot));
    return text.toString();
  }

  private static void cluster(StringBuilder text, Board board, Cluster cluster) {
    Finding first = board.findings(cluster).getFirst();
    text.append("\n## ")
        .append(cluster.number())
        .append(". ")
        .append(oneLine(first.claim().text()));
    text.append("\n\n").append(place(first.claim())).append(" · ");
    text.append(words(cluster.standing().name())).append(" · ");
    text.append(cluster.families()).append(cluster.families() == 1 ? " family" : " families");
    text.append(" (").append(cluster.why()).append(")\n");
    if (cluster.line() != null) {
      text.append("\nThe human: ").append(oneLine(cluster.line())).append('\n');
    }
    for (Finding finding : board.findings(cluster)) {
      text.append("\n- **").append(finding.id()).append("** ").append(finding.reviewer());
      text.append(", ").append(words(finding.claim().severity().name())).append(": ");
      text.append(oneLine(finding.claim().text())).append('\n');
      if (finding.claim().suggestion() != null) {
        text.append("  Suggestion: ").append(oneLine(finding.claim().suggestion())).append('\n');
      }
    }
  }

  private static String place(Claim claim) {
    if (claim.file() == null) {
      return "no place given";
    }
    return "`%s%s`"
        .formatted(claim.file(), claim.startLine() == null ? "" : ":" + claim.startLine());
  }

  private static void words(StringBuilder text, Task task, PresetName preset, Slot slot) {
    RunRecord run = task.run(slot.run());
    if (run != null && run.outcome() instanceof RunOutcome.Finished(var answer)) {
      text.append("\n## ").append(preset).append("\n\n").append(answer.strip()).append('\n');
    }
  }

  private static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
