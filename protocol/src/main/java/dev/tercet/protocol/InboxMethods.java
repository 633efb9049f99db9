package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/inbox}: being told. */
@JsonSegment("tercet/inbox")
public interface InboxMethods {

  /**
   * From now on this connection gets {@code tercet/task/changed} and {@code tercet/inbox/changed},
   * at least once and in the order of the journal. Subscribe first, then list; of two views the one
   * with the later position counts.
   */
  @JsonRequest
  CompletableFuture<Subscribed> subscribe(Subscribe params);
}
