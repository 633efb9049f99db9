package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/journal}: the log that is the truth about a task. */
@JsonSegment("tercet/journal")
public interface JournalMethods {

  /** Whether the hashes of a task's events fit. */
  @JsonRequest
  CompletableFuture<JournalCheck> verify(TaskParams params);

  /** A part of a task's events; ask again from {@code next} for more. */
  @JsonRequest
  CompletableFuture<JournalLines> export(ExportJournal params);
}
