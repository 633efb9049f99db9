package dev.tercet.server.door.lsp.task;

import dev.tercet.protocol.Abandon;
import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.DeleteTask;
import dev.tercet.protocol.Handback;
import dev.tercet.protocol.ListTasks;
import dev.tercet.protocol.Rebase;
import dev.tercet.protocol.RetryStep;
import dev.tercet.protocol.SetPreset;
import dev.tercet.protocol.TaskCommand;
import dev.tercet.protocol.TaskList;
import dev.tercet.protocol.TaskMethods;
import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.TaskView;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Identity;
import dev.tercet.server.app.Orders.Envelope;
import dev.tercet.server.door.lsp.link.Calls;
import dev.tercet.server.workflow.Command;
import dev.tercet.server.workflow.Task;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code tercet/task}. */
final class TaskCalls implements TaskMethods {

  private final App app;
  private final Calls calls;
  private final Identity who;

  TaskCalls(App app, Calls calls, Identity who) {
    this.app = app;
    this.calls = calls;
    this.who = who;
  }

  @Override
  public CompletableFuture<TaskView> create(CreateTask params) {
    return calls.carryOut(() -> app.creation().create(who, params));
  }

  @Override
  public CompletableFuture<TaskList> list(ListTasks params) {
    return calls.answer(
        () -> app.views().list(params.repository(), Boolean.TRUE.equals(params.all())));
  }

  @Override
  public CompletableFuture<TaskView> show(TaskParams params) {
    return calls.answer(() -> app.views().task(params.task()));
  }

  @Override
  public CompletableFuture<TaskView> pause(TaskCommand params) {
    return give(params, "pause", _ -> new Command.Pause(""));
  }

  @Override
  public CompletableFuture<TaskView> resume(TaskCommand params) {
    return give(params, "resume", _ -> new Command.Resume());
  }

  @Override
  public CompletableFuture<TaskView> takeover(TaskCommand params) {
    return give(params, "takeover", _ -> new Command.Takeover());
  }

  CompletableFuture<TaskView> undo(TaskCommand params) {
    return give(params, "undo", _ -> new Command.UndoMerge());
  }

  @Override
  public CompletableFuture<TaskView> retry(RetryStep params) {
    return give(
        envelope(params.task(), params.revision(), params.key(), params),
        task -> new Command.Retry(app.steps().find(task, params.step()), params.note()));
  }

  @Override
  public CompletableFuture<TaskView> handback(Handback params) {
    String message = params.message() == null ? "Edit by hand" : params.message();
    return give(
        envelope(params.task(), params.revision(), params.key(), params),
        _ -> new Command.Handback(message));
  }

  @Override
  public CompletableFuture<TaskView> rebase(Rebase params) {
    return give(
        envelope(params.task(), params.revision(), params.key(), params),
        task -> new Command.Rebase(app.steps().onto(task, params.onto())));
  }

  @Override
  public CompletableFuture<TaskView> abandon(Abandon params) {
    String reason = params.reason() == null ? "" : params.reason();
    return give(
        envelope(params.task(), params.revision(), params.key(), params),
        _ -> new Command.Abandon(reason));
  }

  @Override
  public CompletableFuture<TaskView> delete(DeleteTask params) {
    return give(
        envelope(params.task(), params.revision(), params.key(), params),
        task -> app.steps().delete(task, params.force()));
  }

  @Override
  public CompletableFuture<TaskView> setPreset(SetPreset params) {
    return give(
        envelope(params.task(), params.revision(), params.key(), params),
        task -> app.steps().changePreset(task, params.step(), params.preset()));
  }

  private CompletableFuture<TaskView> give(
      TaskCommand params, String verb, Function<Task, Command> command) {
    return give(
        envelope(params.task(), params.revision(), params.key(), verb + params.task()), command);
  }

  private Envelope envelope(
      String task, @Nullable Long revision, @Nullable String key, Object params) {
    return new Envelope(who, task, revision, key, params.toString());
  }

  private CompletableFuture<TaskView> give(Envelope envelope, Function<Task, Command> command) {
    return calls.carryOut(() -> app.orders().give(envelope, command));
  }
}
