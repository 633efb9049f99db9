package dev.tercet.server.app;

import dev.tercet.server.perform.Neighbours;
import dev.tercet.server.workflow.Effects;
import dev.tercet.server.workflow.Hold;
import dev.tercet.server.workflow.Task;
import java.util.Comparator;
import java.util.List;

/** The tasks of the same repository in whose worktrees neither an agent nor a person is at work. */
public final class IdleTasks implements Neighbours {

  private final ReadModel model;

  public IdleTasks(ReadModel model) {
    this.model = model;
  }

  @Override
  public List<Task> idle(Task task) {
    return model.all().stream()
        .filter(other -> !other.id().equals(task.id()))
        .filter(other -> other.charter().commonDir().equals(task.charter().commonDir()))
        .filter(other -> other.workspace().path() != null && !other.phase().isTerminal())
        .filter(other -> !(other.hold() instanceof Hold.TakenOver) && Effects.of(other).isEmpty())
        .sorted(Comparator.comparing((Task other) -> other.id().value()).reversed())
        .toList();
  }
}
