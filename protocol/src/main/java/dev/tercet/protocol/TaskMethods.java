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

  /** The board. */
  @JsonRequest
  CompletableFuture<TaskList> list(ListTasks params);

  /** Everything about one task. */
  @JsonRequest
  CompletableFuture<TaskView> show(TaskParams params);

  /** Stops what is under way, as soon as that loses nothing. */
  @JsonRequest
  CompletableFuture<TaskView> pause(TaskCommand params);

  /** Lets a paused task go on. */
  @JsonRequest
  CompletableFuture<TaskView> resume(TaskCommand params);

  /** Starts a step again. */
  @JsonRequest
  CompletableFuture<TaskView> retry(RetryStep params);

  /** Pauses the run and gives the worktree to the person. */
  @JsonRequest
  CompletableFuture<TaskView> takeover(TaskCommand params);

  /** Commits what the person changed, and lets the task go on. */
  @JsonRequest
  CompletableFuture<TaskView> handback(Handback params);

  /** Moves the task onto a newer base. */
  @JsonRequest
  CompletableFuture<TaskView> rebase(Rebase params);

  /** Gives the task up. */
  @JsonRequest
  CompletableFuture<TaskView> abandon(Abandon params);

  /** Answers with the task as it was last. */
  @JsonRequest
  CompletableFuture<TaskView> delete(DeleteTask params);

  /**
   * Has a step done by another preset. Where several do it, write which: {@code
   * reviewer-a=reviewer-c}.
   */
  @JsonRequest
  CompletableFuture<TaskView> setPreset(SetPreset params);
}
