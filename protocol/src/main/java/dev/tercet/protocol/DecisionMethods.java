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

  @JsonRequest
  CompletableFuture<Inbox> list(ListDecisions params);

  @JsonRequest
  CompletableFuture<TaskView> approve(Approve params);

  @JsonRequest
  CompletableFuture<TaskView> reject(Reject params);

  @JsonRequest
  CompletableFuture<TaskView> answer(Answer params);

  @JsonRequest
  CompletableFuture<TaskView> judge(Judge params);

  @JsonRequest
  CompletableFuture<TaskView> merge(Merge params);

  /** For failure, conflict, limit, trust, boundary and footprint. */
  @JsonRequest
  CompletableFuture<TaskView> resolve(Resolve params);
}
