package dev.tercet.server.door.lsp.language;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.Check;
import dev.tercet.protocol.ClusterView;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.DoctorReport;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.RunEntry;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.StepView;
import dev.tercet.protocol.TaskList;
import dev.tercet.protocol.TaskSummary;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.review.LineMap;
import java.util.List;
import java.util.Locale;

/**
 * Markdown for a person who reads it in an editor. A heading that ends with a task's id and a
 * decision's or a cluster's is where {@link PageLanguage} puts what can be answered.
 */
final class Pages {

  private Pages() {}

  static String inbox(Inbox inbox) {
    StringBuilder text = new StringBuilder("# Inbox\n\n");
    int count = inbox.decisions().size();
    text.append(count == 0 ? "Nothing waits for you.\n" : count + " waiting.\n");
    inbox.decisions().forEach(decision -> decision(text, decision));
    return text.toString();
  }

  private static void decision(StringBuilder text, DecisionView decision) {
    text.append("\n## ").append(line(decision.summary())).append(" (`").append(decision.task());
    text.append("` ").append(decision.id()).append(")\n\n").append(line(decision.taskTitle()));
    text.append(decision.step() == null ? "" : " · " + decision.step()).append("\n");
    switch (decision.asked()) {
      case Asked.Approval approval -> {
        points(text, "Assumptions", approval.assumptions());
        points(text, "Open questions", approval.openQuestions());
        points(text, "Touches", approval.touches());
        points(text, "Warnings", approval.warnings());
        if (approval.verify() != null) {
          points(text, "Approving lets run", List.of("`" + approval.verify() + "`"));
        }
      }
      case Asked.Question question -> points(text, "Proposed answers", question.options());
      case Asked.Findings findings ->
          findings.clusters().forEach(cluster -> cluster(text, decision.task(), cluster));
      case Asked.Merge merge -> {
        points(text, "Files", merge.files().stream().map(file -> file.path()).toList());
        points(text, "Remarks", merge.remarks() == null ? List.of() : merge.remarks());
      }
      case Asked.Failure failure -> quote(text, failure.evidence());
      case Asked.Conflict conflict -> quote(text, conflict.evidence());
      case Asked.Trust trust -> quote(text, trust.content());
      case Asked.Boundary boundary -> points(text, "Paths", boundary.paths());
      case Asked.Footprint footprint -> points(text, "Paths", footprint.paths());
      case Asked.Limit _ -> {}
    }
  }

  /** What would run if it were trusted. */
  static String trust(Asked.Trust trust) {
    StringBuilder text = new StringBuilder("# ").append(line(trust.what())).append('\n');
    quote(text, trust.content());
    return text.toString();
  }

  private static void cluster(StringBuilder text, String task, ClusterView cluster) {
    text.append("\n### ").append(line(cluster.claim())).append(" (`").append(task).append("` ");
    text.append(cluster.id()).append(")\n\n");
    text.append(cluster.file() == null ? "no place given" : "`" + cluster.file());
    if (cluster.file() != null) {
      text.append(cluster.startLine() == null ? "" : ":" + cluster.startLine()).append('`');
    }
    text.append(" · ").append(cluster.state().name().toLowerCase(Locale.ROOT)).append(" · ");
    text.append(String.join(", ", cluster.families())).append('\n');
  }

  private static void points(StringBuilder text, String title, List<String> points) {
    if (!points.isEmpty()) {
      text.append("\n**").append(title).append("**\n\n");
      points.forEach(point -> text.append("- ").append(line(point)).append('\n'));
    }
  }

  private static void quote(StringBuilder text, String evidence) {
    if (!evidence.isBlank()) {
      text.append("\n~~~\n").append(evidence.replace("~~~", "~ ~ ~").strip()).append("\n~~~\n");
    }
  }

  static String task(TaskView task) {
    TaskSummary summary = task.summary();
    StringBuilder text = new StringBuilder();
    text.append("# ").append(line(summary.title())).append("\n\n`").append(summary.id());
    text.append("`: **").append(summary.state().text()).append("** · ");
    text.append(line(task.next())).append('\n');
    points(text, "Warnings", task.warnings());
    text.append("\n## Steps\n\n");
    for (StepView step : task.steps()) {
      text.append("- ").append(step.name()).append(": ").append(word(step.state()));
      text.append(step.text().isBlank() ? "" : " (" + line(step.text()) + ")").append('\n');
      step.items()
          .forEach(
              item ->
                  text.append("  - ")
                      .append(word(item.state()))
                      .append(": ")
                      .append(line(item.text()))
                      .append('\n'));
    }
    task.decisions().forEach(decision -> decision(text, decision));
    if (task.worktree() != null) {
      text.append("\n## Files\n\n");
      task.artifacts()
          .forEach(
              artifact ->
                  text.append(
                      "- [%s](%s/.tercet/tasks/%s/%s), revision %d%s\n"
                          .formatted(
                              artifact.name(),
                              Uris.of(java.nio.file.Path.of(task.worktree())),
                              summary.id(),
                              artifact.name(),
                              artifact.revision(),
                              artifact.approved() ? ", approved" : "")));
    }
    return text.toString();
  }

  private static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static String list(TaskList tasks) {
    StringBuilder text =
        new StringBuilder("# Tasks\n\n| task | state | title |\n| --- | --- | --- |\n");
    for (TaskSummary task : tasks.tasks()) {
      text.append(
          "| `%s` | %s | %s |\n"
              .formatted(task.id(), cell(task.state().text()), cell(task.title())));
    }
    return text.toString();
  }

  private static String cell(String text) {
    return line(text).replace("|", "\\|");
  }

  static String log(RunOutput output) {
    StringBuilder text = new StringBuilder("# Run " + output.run() + "\n");
    for (RunEntry entry : output.lines()) {
      text.append("\n**").append(word(entry.kind())).append("**\n\n");
      text.append(entry.text().strip()).append('\n');
    }
    return text.toString();
  }

  static String doctor(DoctorReport report) {
    StringBuilder text = new StringBuilder("# Doctor\n\n");
    for (Check check : report.checks()) {
      text.append("- **").append(check.name()).append("** ").append(word(check.state()));
      text.append(": ").append(line(check.text()));
      text.append(check.mend() == null ? "" : " — " + line(check.mend())).append('\n');
    }
    return text.toString();
  }

  /** How one text became the other, line by line. */
  static String diff(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> now = after.lines().toList();
    LineMap map = LineMap.of(old, now);
    int[] from = new int[now.size()];
    for (int line = 1; line <= old.size(); line++) {
      LineMap.Place place = map.place(line);
      if (place.survives()) {
        from[place.line() - 1] = line;
      }
    }
    StringBuilder diff = new StringBuilder();
    int told = 0;
    for (int line = 0; line < now.size(); line++) {
      boolean stayed = from[line] > told;
      while (stayed && told + 1 < from[line]) {
        diff.append('-').append(old.get(told++)).append('\n');
      }
      told = stayed ? from[line] : told;
      diff.append(stayed ? ' ' : '+').append(now.get(line)).append('\n');
    }
    while (told < old.size()) {
      diff.append('-').append(old.get(told++)).append('\n');
    }
    return diff.toString();
  }

  private static String line(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
