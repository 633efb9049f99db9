package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/merge}: what was merged. Merging itself is a decision. */
@JsonSegment("tercet/merge")
public interface MergeMethods {

  /** Reverts the merge on the target; later merges are verified again. */
  @JsonRequest
  CompletableFuture<TaskView> undo(TaskCommand params);
}
