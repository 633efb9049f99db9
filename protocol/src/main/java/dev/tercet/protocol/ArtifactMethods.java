package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/artifact}: the files that steps produce. */
@JsonSegment("tercet/artifact")
public interface ArtifactMethods {

  @JsonRequest
  CompletableFuture<ArtifactList> list(TaskParams params);

  @JsonRequest
  CompletableFuture<ArtifactText> read(ReadArtifact params);

  @JsonRequest
  CompletableFuture<Patch> diff(DiffArtifact params);
}
