package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/**
 * {@code tercet/task}: tickets on their way to a merge. Every command answers with the task as it
 * is then, and is refused with {@link ProtocolError#STALE} when it names a revision that has
 * passed.
 */
@JsonSegment("tercet/task")
public interface TaskMethods {

  /** Refused with {@link ProtocolError#BAD_TEMPLATE} when the workflow has errors. */
  @JsonRequest
  CompletableFuture<TaskView> create(CreateTask params);

  @JsonRequest
  CompletableFuture<TaskList> list(ListTasks params);

  @JsonRequest
  CompletableFuture<TaskView> show(TaskParams params);

  @JsonRequest
  CompletableFuture<TaskView> pause(TaskCommand params);

  @JsonRequest
  CompletableFuture<TaskView> resume(TaskCommand params);

  @JsonRequest
  CompletableFuture<TaskView> retry(RetryStep params);

  /** Pauses the run and gives the worktree to the person. */
  @JsonRequest
  CompletableFuture<TaskView> takeover(TaskCommand params);

  @JsonRequest
  CompletableFuture<TaskView> handback(Handback params);

  @JsonRequest
  CompletableFuture<TaskView> rebase(Rebase params);

  @JsonRequest
  CompletableFuture<TaskView> abandon(Abandon params);

  /** Answers with the task as it was last. */
  @JsonRequest
  CompletableFuture<TaskView> delete(DeleteTask params);

  @JsonRequest
  CompletableFuture<TaskView> setPreset(SetPreset params);
}
