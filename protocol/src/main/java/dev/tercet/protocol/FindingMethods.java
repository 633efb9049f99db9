package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/finding}: what reviewers reported. */
@JsonSegment("tercet/finding")
public interface FindingMethods {

  /** What the reviewers found in every pass, in clusters and one by one. */
  @JsonRequest
  CompletableFuture<FindingList> list(TaskParams params);

  /** Where the lines that findings speak of are in another commit, or in a text that is open. */
  @JsonRequest
  CompletableFuture<FindingPlaces> place(PlaceFindings params);
}
