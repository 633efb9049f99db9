package dev.tercet.server.door.lsp.language;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.tercet.server.review.Cluster;
import dev.tercet.server.workflow.Artifact;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Option;
import dev.tercet.server.workflow.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.lsp4j.Command;

/** The commands by which a decision can be made, each with what was shown in its argument. */
final class Answers {

  private static final int MOST_TITLE = 60;

  private Answers() {}

  /** The commands for a decision, the one that lets the task go on first. */
  static List<Command> to(Task task, Decision decision) {
    return switch (decision) {
      case Decision.Approval approval -> approval(task, approval);
      case Decision.Question question -> question(task, question);
      case Decision.Findings findings ->
          List.of(
              Marks.command("Open the review", "tercet.findings", about(task, findings)),
              Marks.command("Accept all", "tercet.accept", all(task, findings)));
      case Decision.Merge merge -> merge(task, merge);
      case Decision.Problem problem -> problem(task, problem);
    };
  }

  private static List<Command> approval(Task task, Decision.Approval approval) {
    List<Command> commands = new ArrayList<>();
    int revision = approval.shown().revision();
    JsonObject approve = about(task, approval);
    approve.addProperty("artifactRevision", revision);
    approve.addProperty("blob", approval.shown().blob().value());
    commands.add(
        Marks.command("Approve (revision %d)".formatted(revision), "tercet.approve", approve));
    commands.add(Marks.command("Reject…", "tercet.reject", about(task, approval)));
    if (revision > 1) {
      int before = approval.before() > 0 ? approval.before() : revision - 1;
      commands.add(showChanges(task, approval.shown().artifact().value(), before, revision));
    }
    return commands;
  }

  /** Shows how an artifact differs between two of its revisions. */
  static Command showChanges(Task task, String artifact, int from, int to) {
    JsonObject show = task(task);
    show.addProperty("name", artifact);
    show.addProperty("from", from);
    show.addProperty("to", to);
    return Marks.command("Show what changed", "tercet.showChanges", show);
  }

  /** Shows how an artifact on disk differs from its revision. */
  static Command showEdits(Task task, Artifact artifact) {
    JsonObject show = task(task);
    show.addProperty("name", artifact.name().value());
    show.addProperty("from", artifact.revision());
    return Marks.command("Show what you changed", "tercet.showEdits", show);
  }

  private static List<Command> question(Task task, Decision.Question question) {
    List<Command> commands = new ArrayList<>();
    for (String option : question.options()) {
      JsonObject answer = about(task, question);
      answer.addProperty("text", option);
      commands.add(Marks.command(cut(option), "tercet.answer", answer));
    }
    commands.add(Marks.command("Answer…", "tercet.answer", about(task, question)));
    return commands;
  }

  private static List<Command> merge(Task task, Decision.Merge merge) {
    JsonObject agree = about(task, merge);
    agree.addProperty("head", merge.head().value());
    return List.of(
        Marks.command("Merge into " + task.charter().target(), "tercet.merge", agree),
        Marks.command("Send back…", "tercet.reject", about(task, merge)),
        Marks.command("Show the change", "tercet.diff", task(task)));
  }

  private static List<Command> problem(Task task, Decision.Problem problem) {
    List<Command> commands = new ArrayList<>();
    for (Option option : problem.options()) {
      String word = option.name().toLowerCase(Locale.ROOT);
      JsonObject resolve = about(task, problem);
      resolve.addProperty("option", word);
      commands.add(
          Marks.command(
              Character.toUpperCase(word.charAt(0)) + word.substring(1),
              "tercet.resolve",
              resolve));
    }
    return commands;
  }

  /** Accept, dismiss, push back: what can be said of findings that mean one defect. */
  static List<Command> to(Task task, Decision.Findings open, Cluster cluster) {
    JsonObject judge = judging(task, open);
    JsonArray findings = new JsonArray();
    cluster.findings().forEach(finding -> findings.add(finding.value()));
    judge.add("findings", findings);
    return List.of(
        Marks.command("Accept", "tercet.accept", judge),
        Marks.command("Dismiss…", "tercet.dismiss", judge),
        Marks.command("Push back…", "tercet.pushBack", judge),
        Marks.command("Ask…", "tercet.ask", judge));
  }

  private static JsonObject all(Task task, Decision.Findings open) {
    JsonObject judge = judging(task, open);
    JsonArray findings = new JsonArray();
    task.board().clusters().stream()
        .filter(cluster -> cluster.standing() == dev.tercet.server.review.Standing.OPEN)
        .flatMap(cluster -> cluster.findings().stream())
        .distinct()
        .forEach(finding -> findings.add(finding.value()));
    judge.add("findings", findings);
    return judge;
  }

  private static JsonObject judging(Task task, Decision.Findings open) {
    JsonObject judge = about(task, open);
    judge.addProperty("clusterRevision", task.board().revision());
    return judge;
  }

  static JsonObject task(Task task) {
    JsonObject about = new JsonObject();
    about.addProperty("task", task.id().value());
    return about;
  }

  private static JsonObject about(Task task, Decision decision) {
    JsonObject about = task(task);
    about.addProperty("decision", decision.id().value());
    return about;
  }

  static String cut(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() <= MOST_TITLE ? line : line.substring(0, MOST_TITLE) + "…";
  }
}
