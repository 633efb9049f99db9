package dev.tercet.server.door.mcp;

import dev.tercet.protocol.Asked;
import dev.tercet.protocol.ClusterView;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.Option;
import dev.tercet.protocol.TaskSummary;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.workflow.Counts;
import java.util.List;
import java.util.stream.Collectors;

/** Tasks and decisions in words for a model: what is so, and which call comes next. */
final class Words {

  private static final int MOST_TEXT = 6_000;

  private Words() {}

  static String line(TaskSummary task) {
    return "- %s: %s [%s, %s]"
        .formatted(task.id(), task.title(), task.state().text(), task.repositoryName());
  }

  static String list(List<TaskSummary> tasks) {
    return tasks.isEmpty()
        ? "There are no tasks."
        : tasks.stream().map(Words::line).collect(Collectors.joining("\n"));
  }

  static String task(TaskView view) {
    StringBuilder text = new StringBuilder(line(view.summary()));
    text.append("\nrevision ").append(view.summary().revision());
    view.steps()
        .forEach(
            step -> text.append("\nstep: ").append(step.name()).append(", ").append(step.state()));
    view.artifacts()
        .forEach(
            artifact ->
                text.append(
                    "\nartifact: %s revision %d".formatted(artifact.name(), artifact.revision())));
    view.warnings().forEach(warning -> text.append("\nwarning: ").append(warning));
    view.decisions().forEach(decision -> text.append("\n\n").append(decision(decision)));
    if (view.decisions().isEmpty()) {
      text.append("\nNothing is needed from a human now. Next: wait_for_tasks.");
    }
    return text.toString();
  }

  /** Which call comes next, and for whom. */
  static String next(TaskView view) {
    return view.decisions().isEmpty()
        ? "Nothing is needed from a human now. Next: wait_for_tasks."
        : view.decisions().stream()
            .map(
                decision ->
                    "%s waits for the human: %s Show it to them. To pass on what they decide: %s."
                        .formatted(decision.id(), decision.summary(), call(decision)))
            .collect(Collectors.joining("\n"));
  }

  private static String call(DecisionView decision) {
    return "decide(task=\"%s\", decision=\"%s\", revision=%d, %s)"
        .formatted(decision.task(), decision.id(), decision.revision(), ways(decision.asked()));
  }

  static String decision(DecisionView decision) {
    return "DECISION %s of task %s (%s) waits for the human. %s\n%s\nTo decide: %s. Show the human what is above first."
        .formatted(
            decision.id(),
            decision.task(),
            decision.taskTitle(),
            decision.summary(),
            asked(decision.asked()),
            call(decision));
  }

  /** What a human has to see to decide, as far as a model needs it. */
  static String asked(Asked asked) {
    return asked(asked, MOST_TEXT);
  }

  /** The same, not cut. */
  static String whole(Asked asked) {
    return asked(asked, Integer.MAX_VALUE);
  }

  private static String asked(Asked asked, int most) {
    return switch (asked) {
      case Asked.Approval approval ->
          points("Assumptions", approval.assumptions())
              + points("Open questions", approval.openQuestions())
              + points("Will touch", approval.touches())
              + points("Warnings", approval.warnings())
              + (approval.verify() == null ? "" : "Approving lets run: " + approval.verify() + "\n")
              + (approval.text() == null ? "" : "\n" + shortened(approval.text(), most));
      case Asked.Question question ->
          question.text() + "\n" + points("Proposed", question.options());
      case Asked.Findings findings ->
          points("Findings", findings.clusters().stream().map(Words::cluster).toList());
      case Asked.Merge merge ->
          "Head %s into %s; %s; %s\n"
                  .formatted(
                      merge.head(),
                      merge.target(),
                      Counts.of(merge.files().size(), "file"),
                      merge.verification() == null
                          ? "nothing was verified"
                          : merge.verification().command()
                              + ": "
                              + (merge.verification().passed() ? "green" : "red"))
              + points("Remarks", merge.remarks() == null ? List.of() : merge.remarks());
      case Asked.Failure failure -> failure.reason() + "\n" + shortened(failure.evidence(), most);
      case Asked.Conflict conflict ->
          conflict.reason() + "\n" + shortened(conflict.evidence(), most);
      case Asked.Limit limit -> limit.reason();
      case Asked.Trust trust ->
          "May this run: " + trust.what() + "\n" + shortened(trust.content(), most);
      case Asked.Boundary boundary -> boundary.reason() + points("\nPaths", boundary.paths());
      case Asked.Footprint footprint -> points("Outside the spec", footprint.paths());
    };
  }

  private static String ways(Asked asked) {
    return switch (asked) {
      case Asked.Approval _ -> "action=\"approve\", or action=\"reject\" with text";
      case Asked.Question _ -> "action=\"answer\" with text";
      case Asked.Findings _ ->
          "action=\"accept\", \"dismiss\", \"push_back\" or \"ask_reviewer\" with findings and"
              + " text";
      case Asked.Merge _ -> "action=\"merge\", or action=\"reject\" with text";
      case Asked.Failure(_, _, var options) -> resolve(options);
      case Asked.Conflict(_, _, _, var options) -> resolve(options);
      case Asked.Limit(_, var options) -> resolve(options);
      case Asked.Trust(_, _, _, var options) -> resolve(options);
      case Asked.Boundary(_, _, var options) -> resolve(options);
      case Asked.Footprint(_, var options) -> resolve(options);
    };
  }

  private static String resolve(List<Option> options) {
    return "action=\"resolve\" with option, one of "
        + options.stream()
            .map(option -> "\"%s\" (%s)".formatted(option.id(), option.text()))
            .collect(Collectors.joining(", "));
  }

  private static String cluster(ClusterView cluster) {
    return "%s [%s] %s%s"
        .formatted(
            String.join("+", cluster.findings()),
            cluster.severities().isEmpty() ? "" : cluster.severities().getFirst(),
            cluster.claim(),
            cluster.file() == null ? "" : " (" + cluster.file() + ":" + cluster.startLine() + ")");
  }

  private static String points(String name, List<String> points) {
    return points.isEmpty() ? "" : name + ":\n- " + String.join("\n- ", points) + "\n";
  }

  static String shortened(String text) {
    return shortened(text, MOST_TEXT);
  }

  private static String shortened(String text, int most) {
    return text.length() <= most
        ? text
        : text.substring(0, most) + "\n… (cut; read the rest with read_output)";
  }

  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "\n… (cut)";
  }
}
