package dev.tercet.server.door.lsp.language;

import dev.tercet.protocol.Abandon;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.DeleteTask;
import dev.tercet.protocol.Handback;
import dev.tercet.protocol.Option;
import dev.tercet.protocol.Rebase;
import dev.tercet.protocol.RetryStep;
import dev.tercet.protocol.SetPreset;
import dev.tercet.protocol.TaskCommand;
import dev.tercet.protocol.TaskMethods;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.workflow.Hold;
import dev.tercet.server.workflow.Phase;
import dev.tercet.server.workflow.Task;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** The commands that hand tickets over and steer tasks. */
final class TaskCommands {

  static final List<CommandForm> ALL =
      List.of(
          CommandForm.of(
              "new",
              TaskCommands::create,
              new Parameter.Line("title", "What is to be done? One line; more below it"),
              new Parameter.Choice("repository", "In which folder?", TaskCommands::folders),
              new Parameter.Optional("workflow"),
              new Parameter.Optional("description")),
          give("pause", TaskCommands::isOpen, (tasks, one) -> tasks.pause(one)),
          give("resume", TaskCommands::isPaused, (tasks, one) -> tasks.resume(one)),
          give("takeover", TaskCommands::isOpen, (tasks, one) -> tasks.takeover(one)),
          CommandForm.of(
              "undo",
              (desk, argument) ->
                  desk.follows(
                      desk.await(
                          desk.session().server().merge().undo(argument.as(TaskCommand.class)))),
              task(one -> one.phase() == Phase.MERGED)),
          CommandForm.of(
              "handback",
              (desk, argument) ->
                  desk.follows(desk.await(tasks(desk).handback(argument.as(Handback.class)))),
              task(one -> one.hold() instanceof Hold.TakenOver),
              new Parameter.Optional("message")),
          CommandForm.of(
              "rebase",
              (desk, argument) ->
                  desk.follows(desk.await(tasks(desk).rebase(argument.as(Rebase.class)))),
              task(TaskCommands::isOpen),
              new Parameter.Optional("onto")),
          CommandForm.of(
              "retry",
              (desk, argument) ->
                  desk.follows(desk.await(tasks(desk).retry(argument.as(RetryStep.class)))),
              task(TaskCommands::isOpen),
              new Parameter.Optional("step"),
              new Parameter.Optional("note")),
          CommandForm.of(
              "abandon",
              (desk, argument) ->
                  desk.said(desk.await(tasks(desk).abandon(argument.as(Abandon.class)))),
              task(TaskCommands::isOpen),
              new Parameter.Optional("reason")),
          CommandForm.of(
              "delete",
              (desk, argument) ->
                  desk.said(desk.await(tasks(desk).delete(argument.as(DeleteTask.class)))),
              task(_ -> true),
              new Parameter.Optional("force")),
          CommandForm.of(
              "preset.set",
              (desk, argument) ->
                  desk.said(desk.await(tasks(desk).setPreset(argument.as(SetPreset.class)))),
              task(TaskCommands::isOpen),
              new Parameter.Choice("step", "Of which step?", TaskCommands::steps),
              new Parameter.Line("preset", "Which preset, or OLD=NEW?")));

  private TaskCommands() {}

  private static TaskMethods tasks(Desk desk) {
    return desk.session().server().task();
  }

  private static Parameter task(Predicate<Task> fits) {
    return new Parameter.OfTask("task", "Which task?", fits);
  }

  private static CommandForm give(
      String name,
      Predicate<Task> fits,
      BiFunction<TaskMethods, TaskCommand, CompletableFuture<TaskView>> verb) {
    return CommandForm.of(
        name,
        (desk, argument) ->
            desk.follows(desk.await(verb.apply(tasks(desk), argument.as(TaskCommand.class)))),
        task(fits));
  }

  /** A title of several lines is a title and a description. */
  private static Object create(Desk desk, Argument argument) {
    String title = argument.required("title").strip();
    int end = title.indexOf('\n');
    if (end > 0) {
      argument.put("title", title.substring(0, end).strip());
      if (!argument.has("description")) {
        argument.put("description", title.substring(end).strip());
      }
    }
    return desk.follows(desk.await(tasks(desk).create(argument.as(CreateTask.class))));
  }

  private static List<Option> folders(Session session, Argument argument) {
    return session.folders().stream()
        .map(folder -> new Option(folder.toString(), folder.toString()))
        .toList();
  }

  private static List<Option> steps(Session session, Argument argument) {
    return session
        .editing()
        .tasks()
        .filter(task -> task.id().value().equals(argument.text("task")))
        .flatMap(task -> task.workflow().steps().stream())
        .map(step -> new Option(step.id().value(), step.name()))
        .toList();
  }

  private static boolean isOpen(Task task) {
    return switch (task.phase()) {
      case QUEUED, PREPARING, ACTIVE, MERGING, PUBLISHED, UNDOING -> true;
      case MERGED, ABANDONED, DELETED -> false;
    };
  }

  private static boolean isPaused(Task task) {
    return task.hold() instanceof Hold.Paused;
  }
}
