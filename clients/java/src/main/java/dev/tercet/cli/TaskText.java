package dev.tercet.cli;

import dev.tercet.protocol.ArtifactView;
import dev.tercet.protocol.ChangeCount;
import dev.tercet.protocol.DecisionView;
import dev.tercet.protocol.ItemView;
import dev.tercet.protocol.Overlap;
import dev.tercet.protocol.ReceiptView;
import dev.tercet.protocol.RunView;
import dev.tercet.protocol.StepView;
import dev.tercet.protocol.TaskState;
import dev.tercet.protocol.TaskSummary;
import dev.tercet.protocol.TaskView;
import dev.tercet.protocol.Usage;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tasks in words: a row of the board, the page of one, and what a command made of it. */
final class TaskText {

  private TaskText() {}

  /** Emphasis for a state, the same everywhere. */
  static String state(TaskState state) {
    Style style =
        switch (state.kind()) {
          case WAITING, READY, TAKEN_OVER -> Style.YELLOW;
          case FAILED -> Style.RED;
          case MERGED -> Style.GREEN;
          case PLANNING, BUILDING, REVIEWING, CHECKING, MERGING, PUBLISHED, UNDOING -> Style.CYAN;
          case QUEUED, PREPARING, PAUSED, UNDONE, ABANDONED, DELETED -> Style.DIM;
        };
    return style.of(Text.line(state.text()));
  }

  /** The board: one row per task, overlaps below. */
  static List<String> board(List<TaskSummary> tasks, int width) {
    Table table = new Table("TASK", "STATE", "STEP", "REPOSITORY", "TITLE").keepFirst();
    for (TaskSummary task : tasks) {
      table.row(
          task.id(),
          state(task.state()),
          task.step() == null ? "" : task.step(),
          task.repositoryName(),
          task.title());
    }
    List<String> lines = new ArrayList<>(table.lines(width));
    for (TaskSummary task : tasks) {
      for (Overlap overlap : task.overlaps()) {
        if (task.id().compareTo(overlap.task()) < 0 || isMissing(tasks, overlap.task())) {
          lines.add(Text.cut(Style.YELLOW.of(overlap(task.id(), overlap)), width));
        }
      }
    }
    return lines;
  }

  private static boolean isMissing(List<TaskSummary> tasks, String id) {
    return tasks.stream().noneMatch(task -> task.id().equals(id));
  }

  static String overlap(String task, Overlap overlap) {
    return task + " and " + overlap.task() + " both touch " + paths(overlap.paths());
  }

  private static String paths(List<String> paths) {
    List<String> first = paths.subList(0, Math.min(3, paths.size()));
    return String.join(", ", first)
        + (paths.size() > first.size() ? " and " + (paths.size() - first.size()) + " more" : "");
  }

  /** What a command made of a task, in two lines: how it stands, and what to do next. */
  static void result(Cli cli, TaskView view) {
    cli.out().line(Style.BOLD.of(view.summary().id()) + "  " + state(view.summary().state()));
    if (!view.next().isEmpty()) {
      cli.out().wrapped("", view.next());
    }
  }

  static void page(Cli cli, TaskView view) {
    Screen out = cli.out();
    TaskSummary task = view.summary();
    out.line(Style.BOLD.of(task.id()) + "  " + Text.line(task.title()));
    out.line(state(task.state()));
    out.wrapped("", view.next());
    out.line("");
    facts(cli, view);
    for (String warning : view.warnings()) {
      out.wrapped("", Style.YELLOW.of("warning: " + Text.line(warning)));
    }
    for (Overlap overlap : task.overlaps()) {
      out.wrapped("", Style.YELLOW.of(overlap(task.id(), overlap)));
    }
    steps(out, view.steps());
    runs(cli, view.runs());
    receipts(out, view.receipts());
    decisions(cli, view.decisions());
  }

  private static void facts(Cli cli, TaskView view) {
    TaskSummary task = view.summary();
    Table facts = new Table("", "");
    facts.row("repository", task.repository());
    facts.row(
        "branch", (task.branch() == null ? "none yet" : task.branch()) + " → " + task.target());
    facts.row("delivery", view.delivery().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    facts.row("workflow", view.workflow());
    if (view.worktree() != null) {
      facts.row("worktree", view.worktree());
    }
    if (view.changes().files() > 0) {
      facts.row("change", change(view.changes()));
    }
    if (!view.artifacts().isEmpty()) {
      facts.row(
          "artifacts",
          String.join(", ", view.artifacts().stream().map(TaskText::artifact).toList()));
    }
    facts.row("used", usage(task.usage()));
    facts.row("created", Text.span(Duration.between(task.createdAt(), cli.now())) + " ago");
    cli.out().table(facts);
  }

  static String change(ChangeCount changes) {
    return Text.count(changes.files(), "file") + ", +" + changes.added() + " −" + changes.deleted();
  }

  private static String artifact(ArtifactView artifact) {
    return artifact.name()
        + " (revision "
        + artifact.revision()
        + (artifact.approved() ? ", approved)" : ")");
  }

  /** Unknown is said, never shown as zero. */
  static String usage(Usage usage) {
    List<String> parts = new ArrayList<>();
    if (usage.input() != null || usage.output() != null) {
      parts.add(tokens(usage.input()) + " in, " + tokens(usage.output()) + " out");
    }
    if (usage.cost() != null) {
      parts.add("$" + usage.cost().setScale(2, RoundingMode.HALF_UP));
    }
    return parts.isEmpty() ? "unknown" : String.join(", ", parts);
  }

  private static String tokens(@Nullable Long count) {
    return count == null ? "?" : count < 10_000 ? count.toString() : count / 1000 + "k";
  }

  private static void steps(Screen out, List<StepView> steps) {
    out.line("");
    Table table = new Table("STEP", "ROLE", "STATE", "AGENTS", "");
    for (StepView step : steps) {
      table.row(
          step.name(),
          step.role().name().toLowerCase(Locale.ROOT),
          step.state().name().toLowerCase(Locale.ROOT)
              + (step.pass() > 1 ? ", pass " + step.pass() : ""),
          String.join(", ", step.agents()),
          step.text());
      for (ItemView item : step.items()) {
        table.row("  " + mark(item.state()) + " " + item.text(), "", "", "", short7(item.commit()));
      }
    }
    out.table(table);
  }

  private static String mark(ItemView.State state) {
    return switch (state) {
      case DONE -> "[x]";
      case RUNNING -> "[…]";
      case FAILED -> "[!]";
      case PENDING -> "[ ]";
    };
  }

  /** A commit as people know it. */
  static String short7(@Nullable String commit) {
    return commit == null ? "" : commit.length() <= 10 ? commit : commit.substring(0, 10);
  }

  private static void runs(Cli cli, List<RunView> runs) {
    if (runs.isEmpty()) {
      return;
    }
    cli.out().line("");
    cli.out().table(runTable(cli, runs));
  }

  static Table runTable(Cli cli, List<RunView> runs) {
    Table table =
        new Table("RUN", "STEP", "PRESET", "AGENT", "STATE", "TIME", "USED", "").keepFirst();
    for (RunView run : runs) {
      Instant end = run.endedAt() == null ? cli.now() : run.endedAt();
      boolean waits = run.waitsFor() != null || run.startedAt().equals(Instant.EPOCH);
      table.row(
          run.id(),
          run.step(),
          run.preset(),
          run.agent(),
          waits ? "queued" : run.state().name().toLowerCase(Locale.ROOT),
          waits ? "" : Text.span(Duration.between(run.startedAt(), end)),
          waits ? "" : usage(run.usage()),
          run.waitsFor() != null
              ? "waits for " + run.waitsFor()
              : run.result() == null ? "" : run.result());
    }
    return table;
  }

  private static void receipts(Screen out, List<ReceiptView> receipts) {
    if (receipts.isEmpty()) {
      return;
    }
    out.line("");
    Table table = new Table("RECEIPT", "", "BY", "FROM", "");
    for (ReceiptView receipt : receipts) {
      List<String> doubts = new ArrayList<>();
      if (!receipt.proven()) {
        doubts.add("origin unproven");
      }
      if (receipt.voided() != null) {
        doubts.add("void: " + receipt.voided());
      }
      table.row(
          short7(receipt.hash()),
          receipt.kind() + " of " + receipt.text(),
          receipt.user(),
          receipt.client(),
          String.join(", ", doubts));
    }
    out.table(table);
  }

  private static void decisions(Cli cli, List<DecisionView> decisions) {
    for (DecisionView decision : decisions) {
      cli.out().line("");
      DecisionText.print(cli, "→", decision, decisions);
    }
  }
}
