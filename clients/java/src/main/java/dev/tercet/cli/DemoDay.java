package dev.tercet.cli;

import dev.tercet.protocol.ItemView;
import dev.tercet.protocol.TaskSummary;
import dev.tercet.protocol.TaskView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The demo's end: what the day came to, in one table. */
final class DemoDay {

  private DemoDay() {}

  static void print(Screen out, List<TaskView> tasks, DemoDesk desk) {
    Table table =
        new Table("TASK", "STATE", "TIME", "DECISIONS", "WHAT WAS CAUGHT").keepFirst().wrapLast();
    int decisions = 0;
    for (TaskView task : tasks) {
      TaskSummary summary = task.summary();
      int made = desk.decided().getOrDefault(summary.id(), 0);
      decisions += made;
      table.row(
          summary.id(),
          TaskText.state(summary.state()),
          Text.span(Duration.between(summary.createdAt(), summary.updatedAt())),
          String.valueOf(made),
          caught(task, desk.dismissed().getOrDefault(summary.id(), 0)));
    }
    out.line("");
    out.table(table);
    out.line("");
    out.line(
        Text.count(tasks.size(), "ticket")
            + ", "
            + Text.count(decisions, "decision")
            + ", all tests run on the merge target. The agents were scripted.");
    out.flush();
  }

  private static String caught(TaskView task, int dismissed) {
    List<String> caught = new ArrayList<>();
    List<ItemView> items = task.steps().stream().flatMap(step -> step.items().stream()).toList();
    long fixes = items.stream().filter(item -> item.text().startsWith("Fix ")).count();
    long conflicts = items.stream().filter(item -> item.text().startsWith("Take in ")).count();
    if (fixes > 0) {
      caught.add(Text.count(Math.toIntExact(fixes), "defect") + " by review, mended");
    }
    if (conflicts > 0) {
      caught.add("a conflict by the train, resolved");
    }
    if (dismissed > 0) {
      caught.add(Text.count(dismissed, "note") + " of taste, dismissed");
    }
    return caught.isEmpty() ? "nothing" : String.join("; ", caught);
  }
}
