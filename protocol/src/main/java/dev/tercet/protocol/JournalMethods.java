package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/journal}: the log that is the truth about a task. */
@JsonSegment("tercet/journal")
public interface JournalMethods {

  @JsonRequest
  CompletableFuture<JournalCheck> verify(TaskParams params);

  @JsonRequest
  CompletableFuture<JournalLines> export(ExportJournal params);
}
