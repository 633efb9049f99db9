package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/inbox}: being told. */
@JsonSegment("tercet/inbox")
public interface InboxMethods {

  /**
   * From now on this connection gets {@code tercet/task/changed} and {@code tercet/inbox/changed},
   * at least once and in the order of the journal; several changes of one task that come at once
   * are told as one, with the position of the last. Subscribe first, then list; of two views the
   * one with the later position counts. A client that reads too slowly is told so with {@code
   * tercet/inbox/lost}. Subscribing again replaces what was before.
   */
  @JsonRequest
  CompletableFuture<Subscribed> subscribe(Subscribe params);

  /** Ends that; without a subscription it is no error. */
  @JsonRequest
  CompletableFuture<NoResult> unsubscribe(NoParams params);
}
