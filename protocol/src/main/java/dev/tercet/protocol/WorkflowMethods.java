package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/workflow}: templates. */
@JsonSegment("tercet/workflow")
public interface WorkflowMethods {

  /** The workflows that there are, by name. */
  @JsonRequest
  CompletableFuture<WorkflowList> list(ListWorkflows params);

  /** One of them as it is understood, with what is wrong with it. */
  @JsonRequest
  CompletableFuture<WorkflowView> show(ShowWorkflow params);

  /** Refused when the file is there already. */
  @JsonRequest
  CompletableFuture<WrittenFile> eject(EjectWorkflow params);
}
