package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/**
 * {@code tercet/decision}: what humans are asked. Exactly one of two answers wins; the other is
 * refused with {@link ProtocolError#REFUSED}.
 */
@JsonSegment("tercet/decision")
public interface DecisionMethods {

  /** What is asked, the most valuable first; of one task, with all that is needed to decide. */
  @JsonRequest
  CompletableFuture<Inbox> list(ListDecisions params);

  /** Lets the steps behind a gate begin. What is approved has to be what was shown. */
  @JsonRequest
  CompletableFuture<TaskView> approve(Approve params);

  /** Sends an artifact back to the step that wrote it, or a change back to its builder. */
  @JsonRequest
  CompletableFuture<TaskView> reject(Reject params);

  /** Answers an agent's question; the step goes on. */
  @JsonRequest
  CompletableFuture<TaskView> answer(Answer params);

  /** Says what is to become of findings; once each is judged, the task goes on. */
  @JsonRequest
  CompletableFuture<TaskView> judge(Judge params);

  /** Hands the change to the merge train. */
  @JsonRequest
  CompletableFuture<TaskView> merge(Merge params);

  /** For failure, conflict, limit, trust, boundary and footprint. */
  @JsonRequest
  CompletableFuture<TaskView> resolve(Resolve params);
}
