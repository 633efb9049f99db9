package dev.tercet.server.app;

import dev.tercet.protocol.ItemView;
import dev.tercet.protocol.StepView;
import dev.tercet.server.workflow.Decision;
import dev.tercet.server.workflow.Item;
import dev.tercet.server.workflow.PresetName;
import dev.tercet.server.workflow.Slot;
import dev.tercet.server.workflow.Step;
import dev.tercet.server.workflow.StepProgress;
import dev.tercet.server.workflow.StepState;
import dev.tercet.server.workflow.Task;
import java.util.ArrayList;
import java.util.List;

/** Steps and their items as clients see them. */
final class StepViews {

  private StepViews() {}

  static StepView of(Task task, Step step) {
    StepProgress progress = task.progress(step.id());
    List<ItemView> items = new ArrayList<>();
    for (int at = 0; at < progress.items().size(); at++) {
      items.add(item(task, step, progress, at));
    }
    return new StepView(
        step.id().value(),
        step.name(),
        Views.role(step.role()),
        state(task, step, progress),
        text(progress),
        task.agents(step).stream().map(PresetName::value).toList(),
        progress.pass(),
        items);
  }

  private static ItemView item(Task task, Step step, StepProgress progress, int at) {
    Item item = progress.items().get(at);
    String commit = item.commit() == null ? null : item.commit().value();
    if (item.done()) {
      return new ItemView(item.text(), ItemView.State.DONE, commit);
    }
    boolean current = at == progress.cursor() && !(progress.state() instanceof StepState.Pending);
    boolean failed = current && state(task, step, progress) == StepView.State.FAILED;
    return new ItemView(
        item.text(),
        failed ? ItemView.State.FAILED : current ? ItemView.State.RUNNING : ItemView.State.PENDING,
        commit);
  }

  private static StepView.State state(Task task, Step step, StepProgress progress) {
    boolean failed =
        task.decisions(Decision.Problem.class).anyMatch(open -> step.id().equals(open.step()));
    return switch (progress.state()) {
      case StepState.Pending _ -> StepView.State.PENDING;
      case StepState.Skipped _ -> StepView.State.SKIPPED;
      case StepState.Done _ -> StepView.State.DONE;
      case StepState.Waiting _ -> failed ? StepView.State.FAILED : StepView.State.WAITING;
      case StepState.Running _,
          StepState.Integrating _,
          StepState.Collecting _,
          StepState.Verifying _,
          StepState.Committing _,
          StepState.Writing _ ->
          StepView.State.RUNNING;
    };
  }

  private static String text(StepProgress progress) {
    long waiting =
        progress.slots().values().stream().filter(slot -> slot instanceof Slot.Asking).count();
    return switch (progress.state()) {
      case StepState.Pending _ -> "";
      case StepState.Skipped(var reason) -> reason;
      case StepState.Integrating _ -> "taking in the target";
      case StepState.Running _ -> "running";
      case StepState.Collecting _ -> "collecting what was written";
      case StepState.Verifying _ -> "verifying";
      case StepState.Committing _ -> "committing";
      case StepState.Writing _ -> "writing the review";
      case StepState.Waiting _ -> waiting > 0 ? "waits for an answer" : "waits for you";
      case StepState.Done _ -> "done";
    };
  }
}
