package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/change}: what a task's branch changes. */
@JsonSegment("tercet/change")
public interface ChangeMethods {

  @JsonRequest
  CompletableFuture<ChangeList> files(TaskParams params);

  @JsonRequest
  CompletableFuture<Patch> patch(PatchParams params);
}
