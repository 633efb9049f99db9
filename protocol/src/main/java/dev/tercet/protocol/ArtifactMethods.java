package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/artifact}: the files that steps produce. */
@JsonSegment("tercet/artifact")
public interface ArtifactMethods {

  /** The newest revision of each, without its text. */
  @JsonRequest
  CompletableFuture<ArtifactList> list(TaskParams params);

  /** One revision with its text. */
  @JsonRequest
  CompletableFuture<ArtifactText> read(ReadArtifact params);

  /** Two revisions compared: every line, behind a blank, a minus or a plus. */
  @JsonRequest
  CompletableFuture<Patch> diff(DiffArtifact params);
}
