package dev.tercet.server.perform;

import dev.tercet.server.agent.FindingsBlock;
import dev.tercet.server.agent.QuestionBlock;
import dev.tercet.server.review.Board;
import dev.tercet.server.review.Cluster;
import dev.tercet.server.review.Finding;
import dev.tercet.server.review.Standing;
import dev.tercet.server.template.Placeholders;
import dev.tercet.server.workflow.Answered;
import dev.tercet.server.workflow.ArtifactName;
import dev.tercet.server.workflow.CommitId;
import dev.tercet.server.workflow.Item;
import dev.tercet.server.workflow.Purpose;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.RunRecord;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.StepProgress;
import dev.tercet.server.workflow.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What agents are told. Pure: the same task and run give the same words. What tickets, specs,
 * people and other agents wrote names no file (see {@link Mentions}).
 */
final class Prompts {

  /** Characters of a partial change that are shown to whoever continues it. */
  static final int MOST_PARTIAL = 16_000;

  private Prompts() {}

  /** All that an agent without any context needs. */
  static String whole(Task task, RunRecord run, @Nullable String partial) {
    Step step = task.step(run.step());
    StringBuilder text = new StringBuilder();
    text.append("# ").append(step.name()).append("\n\n");
    text.append(Placeholders.fill(step.instructions(), values(task, step)).strip());
    section(
        text,
        "Ticket",
        task.charter().ticket().title() + "\n\n" + task.charter().ticket().description());
    section(text, "Artifacts", artifacts(task, step));
    answers(text, task);
    switch (step.role()) {
      case PLAN -> plan(text);
      case BUILD -> item(text, task, step);
      case REVIEW -> review(text, task, run);
      case CHECK -> {}
    }
    if (run.note() != null) {
      section(text, noteTitle(run), run.note());
    }
    if (partial != null && !partial.isBlank()) {
      section(
          text,
          "Work of an interrupted try",
          "It was put aside and is not in the files. Use what is good of it.\n\n```diff\n"
              + partial
              + "\n```");
    }
    return noted(text.append('\n'));
  }

  /** What an agent that still has its context needs to go on. */
  static String continuing(Task task, RunRecord run) {
    StringBuilder text = new StringBuilder();
    Step step = task.step(run.step());
    if (run.purpose() == Purpose.ANSWER) {
      answers(text, task);
      text.append("\nGo on with that.\n");
    } else if (step.role() == Role.BUILD) {
      item(text, task, step);
    }
    if (run.note() != null) {
      section(text, noteTitle(run), run.note());
    }
    return text.isEmpty() ? whole(task, run, null) : noted(text);
  }

  /** The instructions of a step are the template's own words, and may mean what they mention. */
  private static String noted(StringBuilder text) {
    return Mentions.isGuarded(text) ? text + "\n" + Mentions.NOTE + "\n" : text.toString();
  }

  private static String noteTitle(RunRecord run) {
    return switch (run.purpose()) {
      case CORRECTION -> "What the human says about the last version";
      case ASK -> "The human asks about your findings";
      case FIRST, RETRY, ANSWER, PUSH_BACK -> "What happened before";
    };
  }

  private static void section(StringBuilder text, String title, String body) {
    if (!body.isBlank()) {
      text.append("\n\n## ").append(title).append("\n\n").append(Mentions.guard(body.strip()));
    }
  }

  private static Map<String, String> values(Task task, Step step) {
    Map<String, String> values = new LinkedHashMap<>();
    String folder = ArtifactFiles.shown(task);
    String artifacts = folder.isEmpty() ? "." : folder;
    values.put("artifacts_path", artifacts);
    values.put("task_id", task.id().value());
    values.put("title", Mentions.guard(task.charter().ticket().title()));
    values.put("description", Mentions.guard(task.charter().ticket().description()));
    values.put("base", task.charter().base().value());
    values.put("branch", task.charter().branch());
    values.put("worktree", task.workspace().path() == null ? "" : task.workspace().path());
    values.put("step", step.name());
    values.put("spec", artifacts + "/spec.md");
    return values;
  }

  private static String artifacts(Task task, Step step) {
    String folder = ArtifactFiles.shown(task);
    String prefix = folder.isEmpty() ? "" : folder + "/";
    StringBuilder text = new StringBuilder();
    for (ArtifactName name : step.reads()) {
      boolean there = task.artifacts().containsKey(name);
      text.append("- read `").append(prefix).append(name).append('`');
      text.append(there ? "\n" : " (nobody has written it: go by the ticket)\n");
    }
    if (step.role() == Role.PLAN) {
      step.produces()
          .forEach(name -> text.append("- write `").append(prefix).append(name).append("`\n"));
    }
    return text.toString();
  }

  private static void answers(StringBuilder text, Task task) {
    if (task.answers().isEmpty()) {
      return;
    }
    StringBuilder list = new StringBuilder();
    for (Answered answered : task.answers()) {
      list.append("- ")
          .append(answered.question().strip())
          .append("\n  ")
          .append(answered.answer().strip())
          .append('\n');
    }
    section(text, "The human has decided", list.toString());
  }

  private static void plan(StringBuilder text) {
    section(
        text,
        "Rights",
        "Write the artifacts named above and nothing else; other changes are undone. Do not commit.");
    section(text, "Questions", QuestionBlock.FORMAT);
  }

  private static void item(StringBuilder text, Task task, Step step) {
    StepProgress progress = task.progress(step.id());
    if (progress.hasItem()) {
      Item item = progress.item();
      section(
          text,
          "Your item (%d of %d)".formatted(progress.cursor() + 1, progress.items().size()),
          item.text());
      List<String> done =
          progress.items().stream().filter(Item::done).map(one -> "- " + one.text()).toList();
      section(text, "Done already", String.join("\n", done));
    }
    String verify =
        task.verifyCommand(step).map(line -> "\nIt is checked with: `" + line + "`").orElse("");
    section(
        text,
        "Rules",
        "Do this item and end your turn. Do not commit: that is done for you." + verify);
    section(text, "Questions", QuestionBlock.FORMAT);
  }

  private static void review(StringBuilder text, Task task, RunRecord run) {
    CommitId reviewed = run.pass() > 1 ? task.reviewed().get(run.step()) : null;
    String since = (reviewed == null ? task.charter().base() : reviewed).value();
    section(
        text,
        "What to review",
        """
        The change is what `git diff %s HEAD` shows. You see a checkout of exactly that commit; \
        change nothing in it."""
            .formatted(since));
    if (run.pass() > 1) {
      section(text, "Accepted earlier", accepted(task));
    }
    section(text, "How to report", FindingsBlock.FORMAT);
  }

  private static String accepted(Task task) {
    Board board = task.board();
    StringBuilder list = new StringBuilder();
    for (Cluster cluster : board.standing(Standing.ACCEPTED)) {
      Finding finding = board.findings(cluster).getFirst();
      list.append("- ")
          .append(finding.claim().file())
          .append(": ")
          .append(finding.claim().text())
          .append('\n');
    }
    return list.isEmpty()
        ? ""
        : "Report each of these again if it is still there, and say nothing of it if it is mended.\n\n"
            + list;
  }
}
