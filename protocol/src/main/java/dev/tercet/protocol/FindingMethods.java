package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/finding}: what reviewers reported. */
@JsonSegment("tercet/finding")
public interface FindingMethods {

  @JsonRequest
  CompletableFuture<FindingList> list(TaskParams params);
}
