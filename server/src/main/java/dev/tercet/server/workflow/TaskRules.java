package dev.tercet.server.workflow;

import dev.tercet.server.workflow.Outcome.Emit;
import dev.tercet.server.workflow.Outcome.Refuse;
import java.util.Optional;

/**
 * The rules by which a task moves from a ticket to a merge.
 *
 * <p>A command is judged by {@link #decide}, which yields events; events are folded by {@link
 * Evolution}; what should be under way is read off the task by {@link Effects}. Because effects
 * follow from the task alone, a daemon that restarts replays the journal and carries on, with
 * nothing else to recover.
 */
public final class TaskRules {

  /** Far more events than one command can rightly lead to. */
  private static final int TOO_MANY = 2_000;

  private TaskRules() {}

  /** What the command makes happen to this task, or why it does not. */
  public static Outcome decide(Task task, Command command, By by) {
    Unfolding now = new Unfolding(task, by);
    Optional<Refusal> refusal =
        switch (command) {
          case Command.Human human -> HumanRules.apply(now, human);
          case Report report -> ReportRules.apply(now, report);
        };
    if (refusal.isPresent()) {
      return new Refuse(refusal.get());
    }
    while (Advance.once(now)) {
      if (now.events().size() > TOO_MANY) {
        throw new IllegalStateException(
            "%s does not come to rest after %s".formatted(task.id(), command));
      }
    }
    return new Emit(now.events());
  }
}
