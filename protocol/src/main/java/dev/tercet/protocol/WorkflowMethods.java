package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/workflow}: templates. */
@JsonSegment("tercet/workflow")
public interface WorkflowMethods {

  @JsonRequest
  CompletableFuture<WorkflowList> list(ListWorkflows params);

  @JsonRequest
  CompletableFuture<WorkflowView> show(ShowWorkflow params);

  /** Refused when the file is there already. */
  @JsonRequest
  CompletableFuture<WrittenFile> eject(EjectWorkflow params);
}
