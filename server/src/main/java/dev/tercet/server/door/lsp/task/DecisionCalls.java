package dev.tercet.server.door.lsp.task;

import dev.tercet.protocol.Answer;
import dev.tercet.protocol.Approve;
import dev.tercet.protocol.DecisionMethods;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.Judge;
import dev.tercet.protocol.ListDecisions;
import dev.tercet.protocol.Merge;
import dev.tercet.protocol.Reject;
import dev.tercet.protocol.Resolve;
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

/** {@code tercet/decision}. */
final class DecisionCalls implements DecisionMethods {

  private final App app;
  private final Calls calls;
  private final Identity who;

  DecisionCalls(App app, Calls calls, Identity who) {
    this.app = app;
    this.calls = calls;
    this.who = who;
  }

  @Override
  public CompletableFuture<Inbox> list(ListDecisions params) {
    return calls.answer(() -> app.views().inbox(params.task(), params.repository()));
  }

  @Override
  public CompletableFuture<TaskView> approve(Approve params) {
    return give(
        envelope(params.task(), params.revision(), params.key(), params),
        task ->
            app.deciding()
                .approve(task, params.decision(), params.artifactRevision(), params.blob()));
  }

  @Override
  public CompletableFuture<TaskView> reject(Reject params) {
    return give(
        envelope(params.task(), params.revision(), params.key(), params),
        task -> app.deciding().reject(task, params.decision(), params.correction()));
  }

  @Override
  public CompletableFuture<TaskView> answer(Answer params) {
    return give(
        envelope(params.task(), params.revision(), params.key(), params),
        task -> app.deciding().answer(task, params.decision(), params.text()));
  }

  @Override
  public CompletableFuture<TaskView> judge(Judge params) {
    return give(
        envelope(params.task(), params.revision(), params.key(), params),
        task -> app.deciding().judge(task, params));
  }

  @Override
  public CompletableFuture<TaskView> merge(Merge params) {
    return give(
        envelope(params.task(), params.revision(), params.key(), params),
        task -> app.deciding().merge(task, params.decision(), params.head()));
  }

  @Override
  public CompletableFuture<TaskView> resolve(Resolve params) {
    return give(
        envelope(params.task(), params.revision(), params.key(), params),
        task -> app.deciding().resolve(task, params.decision(), params.option(), params.line()));
  }

  private Envelope envelope(
      String task, @Nullable Long revision, @Nullable String key, Object params) {
    return new Envelope(who, task, revision, key, params.toString());
  }

  private CompletableFuture<TaskView> give(Envelope envelope, Function<Task, Command> command) {
    return calls.carryOut(() -> app.orders().give(envelope, command));
  }
}
