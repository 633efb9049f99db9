package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/repository}: a repository's own settings. */
@JsonSegment("tercet/repository")
public interface RepositoryMethods {

  @JsonRequest
  CompletableFuture<SettingsProposal> settings(RepositoryParams params);

  @JsonRequest
  CompletableFuture<WrittenFile> init(InitRepository params);
}
