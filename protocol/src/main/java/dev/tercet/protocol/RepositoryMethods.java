package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/repository}: a repository's own settings. */
@JsonSegment("tercet/repository")
public interface RepositoryMethods {

  /** What its settings say or, where there are none, what they might. */
  @JsonRequest
  CompletableFuture<SettingsProposal> settings(RepositoryParams params);

  /** Writes {@code .tercet/settings.json}. */
  @JsonRequest
  CompletableFuture<WrittenFile> init(InitRepository params);
}
